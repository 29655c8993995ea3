package org.poolwarden.connect.pool;

import java.time.Duration;

/**
 * How often hosts are asked, and how long one may take.
 *
 * @param heartbeat H, from one round to the next
 * @param deadline D, for an answer; at most half of H, so that an interview ends before the next one begins
 */
public record Rhythm(Duration heartbeat, Duration deadline) {

    public Rhythm {
        if (deadline.isNegative()
                || deadline.isZero()
                || deadline.multipliedBy(2).compareTo(heartbeat) > 0) {
            throw new IllegalArgumentException(
                    "deadline must be positive and at most half of the heartbeat " + heartbeat + ", was " + deadline);
        }
    }

    /** How often what rarely changes is asked for: 6H, half a minute by default. */
    public Duration seldom() {
        return heartbeat.multipliedBy(6);
    }
}
