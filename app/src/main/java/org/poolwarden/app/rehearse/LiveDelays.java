package org.poolwarden.app.rehearse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the embedded stack adds to a scenario's times: expectations are judged with it, and people are told. */
final class LiveDelays {

    private final List<Duration> heartbeats = new ArrayList<>();
    private final List<Duration> decisions = new ArrayList<>();
    private final List<String> chores = new ArrayList<>();

    /** A heartbeat was read so long after its append. */
    synchronized void heartbeat(Duration delay) {
        heartbeats.add(delay);
    }

    /** A finding, alert, command or outcome was read so long after its append, its commit in between. */
    synchronized void decision(Duration delay) {
        decisions.add(delay);
    }

    /** A deployment was started or stopped, which is no matter of an instant. */
    synchronized void took(String what, Duration time) {
        chores.add(String.format(Locale.ROOT, "'%s' took %.2f s", what, time.toMillis() / 1000.0));
    }

    synchronized List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        sentences.add("heartbeats were read after their append, " + usualAndWorst(heartbeats));
        sentences.add("findings, alerts, commands and outcomes were read after append and commit, "
                + usualAndWorst(decisions));
        if (!chores.isEmpty()) {
            sentences.add("at the connectors " + String.join(", ", chores));
        }
        return sentences;
    }

    private static String usualAndWorst(List<Duration> delays) {
        if (delays.isEmpty()) {
            return "of which there were none";
        }
        List<Duration> sorted = delays.stream().sorted().toList();
        return String.format(
                Locale.ROOT,
                "%d ms as a median, %d ms at most, of %d",
                sorted.get((sorted.size() - 1) / 2).toMillis(),
                sorted.get(sorted.size() - 1).toMillis(),
                sorted.size());
    }
}
