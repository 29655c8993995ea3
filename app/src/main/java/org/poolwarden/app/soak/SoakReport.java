package org.poolwarden.app.soak;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What a soak came to: for people, or as one JSON object. */
public final class SoakReport {

    private final Tally tally;
    private final Duration wall;

    /**
     * @param wall how long it took by the clock on the wall
     */
    public SoakReport(Tally tally, Duration wall) {
        this.tally = tally;
        this.wall = wall;
    }

    /** A few lines for people. */
    public void print(PrintWriter out) {
        line(out, "seeds", tally.seeds() + ", " + tally.replayed() + " of them played twice and the same to the byte");
        line(out, "simulated", String.format(Locale.ROOT, "%,.1f pool-hours", tally.poolHours()));
        line(out, "faults", String.format(Locale.ROOT, "%,d injected", tally.faults()));
        line(out, "verdicts", words(tally.verdicts()));
        line(out, "alerts", words(tally.alerts()));
        line(out, "carried out", words(tally.deeds()));
        line(out, "tested", words(tally.tests()));
        line(out, "fingerprint", tally.fingerprint());
        line(out, "violations", tally.failures().size() + " seeds");
        line(
                out,
                "wall time",
                String.format(
                        Locale.ROOT,
                        "%d s, %.1f seeds/s",
                        wall.toSeconds(),
                        tally.seeds() * 1000.0 / Math.max(1, wall.toMillis())));
        out.flush();
    }

    private static void line(PrintWriter out, String what, String value) {
        out.println(String.format(Locale.ROOT, "%-12s %s", what, value));
    }

    private static String words(Map<String, Long> counts) {
        return counts.isEmpty()
                ? "none"
                : counts.entrySet().stream()
                        .map(entry -> String.format(Locale.ROOT, "%s %,d", entry.getKey(), entry.getValue()))
                        .collect(Collectors.joining(", "));
    }

    /** One JSON object on one line. */
    public void printJson(PrintWriter out) {
        ObjectMapper json = new ObjectMapper();
        ObjectNode all = json.createObjectNode()
                .put("seeds", tally.seeds())
                .put("playedTwice", tally.replayed())
                .put("fingerprint", tally.fingerprint())
                .put("poolHours", tally.poolHours())
                .put("faults", tally.faults());
        all.set("verdicts", json.valueToTree(tally.verdicts()));
        all.set("alerts", json.valueToTree(tally.alerts()));
        all.set("carriedOut", json.valueToTree(tally.deeds()));
        all.set("tested", json.valueToTree(tally.tests()));
        all.set("violations", json.valueToTree(tally.failures().values()));
        all.put("wallMs", wall.toMillis());
        try {
            out.println(json.writeValueAsString(all));
            out.flush();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tally that is no JSON", e);
        }
    }
}
