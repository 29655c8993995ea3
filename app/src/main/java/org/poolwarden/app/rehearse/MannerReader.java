package org.poolwarden.app.rehearse;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.poolwarden.app.rehearse.PoolPlan.Manner;
import org.poolwarden.sim.Release;
import org.poolwarden.sim.workload.TraceReplay;
import org.poolwarden.sim.workload.Workload;
import org.poolwarden.sim.workload.Workloads;

/** Reads {@code release}, {@code workload} and {@code intellicache} of a pool. */
final class MannerReader {

    static final List<String> KEYS = List.of("release", "workload", "intellicache");

    private static final int READ_PERCENT = 20;
    private static final Map<String, Release> RELEASES = releases();

    private MannerReader() {}

    private static Map<String, Release> releases() {
        Map<String, Release> releases = new LinkedHashMap<>();
        for (Release release : Release.values()) {
            releases.put(release.name().substring(1).replace('_', '.'), release);
        }
        return releases;
    }

    static Manner read(Map<String, Written> fields) throws ScenarioException {
        Written release = fields.get("release");
        Written workload = fields.get("workload");
        Written cache = fields.get("intellicache");
        return new Manner(
                release == null
                        ? Manner.USUAL.release()
                        : RELEASES.get(release.oneOf("release", List.copyOf(RELEASES.keySet()))),
                workload == null ? Workload.IDLE : workload(workload),
                cache != null
                        && cache.oneOf("intellicache", List.of("on", "off")).equals("on"));
    }

    private static Workload workload(Written at) throws ScenarioException {
        List<String> words = List.of(at.word("a workload").split("\\s+"));
        String form = String.join(" ", words);
        if (form.equals("idle")) {
            return Workload.IDLE;
        }
        if (form.equals("vdi")) {
            return Workloads.vdiDay(1);
        }
        if (form.matches("random \\d{1,7}")) {
            return Workloads.random(1, Integer.parseInt(words.get(1)));
        }
        if (form.matches("constant \\d{1,7}( \\d{1,2}%)?")) {
            int reads = words.size() > 2 ? Integer.parseInt(words.get(2).replace("%", "")) : READ_PERCENT;
            return Workloads.constant(Integer.parseInt(words.get(1)), reads / 100.0);
        }
        if (words.get(0).equals("trace") && words.size() == 2) {
            return trace(at, words.get(1));
        }
        throw at.trouble("expected idle, vdi, random IOPS, constant IOPS [READS%] or trace FILE, found '" + form + "'");
    }

    private static Workload trace(Written at, String file) throws ScenarioException {
        try {
            return TraceReplay.of(Path.of(file), Instant.EPOCH);
        } catch (IOException e) {
            throw at.trouble("expected a trace: " + e.getMessage());
        }
    }
}
