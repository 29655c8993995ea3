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

    /** The same story with other latencies and phases. */
    Scenario withSeed(long other) {
        return new Scenario(file, name, cast, policy, heartbeat, run, other, events, expectations);
    }

    /** The same story under another policy. */
    Scenario withPolicy(PolicyPlan other) {
        return new Scenario(file, name, cast, other, heartbeat, run, seed, events, expectations);
    }
}
