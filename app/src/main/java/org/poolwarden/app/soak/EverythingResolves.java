package org.poolwarden.app.soak;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.poolwarden.schema.Alert;
import org.poolwarden.schema.AlertState;

/**
 * Once everything has been put right and it has been quiet for a while, no alert fires.
 *
 * <p>One that came back within its incident is asked for only after its ten clean minutes. A pool without shared
 * storage is never right.
 */
final class EverythingResolves implements Invariant {

    private static final Set<String> LASTING = Set.of("NO_SHARED_STORAGE");

    /** Ten minutes, two rounds of the slowest heartbeat, and the time in which the last repair is seen. */
    private static final Duration CLEAN = Duration.ofMinutes(11);

    @Override
    public String name() {
        return "everything-resolves";
    }

    @Override
    public Checked check(Chronicle story) {
        Checked checked = new Checked(name());
        Map<String, Alert> last = new TreeMap<>();
        story.alerts().forEach(told -> last.put(told.what().getKey(), told.what()));
        Duration quiet = story.run()
                .minus(story.events().stream()
                        .map(Told::at)
                        .reduce((before, after) -> after)
                        .orElse(Duration.ZERO));
        for (Alert alert : last.values()) {
            boolean asked = !LASTING.contains(alert.getKind()) && (!alert.getReopened() || quiet.compareTo(CLEAN) > 0);
            if (asked) {
                checked.test(
                        alert.getState() == AlertState.RESOLVED,
                        story.run(),
                        alert.getKey() + " still fires after " + quiet.toSeconds() + " quiet seconds");
            }
        }
        return checked;
    }
}
