package org.poolwarden.app.rehearse;

import java.time.Duration;
import java.util.List;

/**
 * A scenario file, every word of it checked.
 *
 * @param heartbeat H, the observers' period
 * @param run how long it plays
 * @param events in the order of their times, equal times in the order of the file
 */
record Scenario(
        String file,
        String name,
        Cast cast,
        PolicyPlan policy,
        Duration heartbeat,
        Duration run,
        long seed,
        List<Event> events,
        List<Expectation> expectations) {
    Scenario {
        events = List.copyOf(events);
        expectations = List.copyOf(expectations);
    }
}
