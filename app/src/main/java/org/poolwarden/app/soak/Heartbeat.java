package org.poolwarden.app.soak;

import java.time.Duration;

/** The observers' period, as the policies of a story say it. */
final class Heartbeat {

    private Heartbeat() {}

    static Duration of(Chronicle story) {
        return story.policies()
                .get(0)
                .what()
                .getHeartbeatMs()
                .map(Duration::ofMillis)
                .orElseThrow();
    }
}
