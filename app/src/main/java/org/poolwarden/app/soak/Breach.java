package org.poolwarden.app.soak;

import java.time.Duration;
import org.poolwarden.app.timeline.Stamp;

/**
 * Something happened that must never happen.
 *
 * @param invariant its name
 * @param at since the beginning of the run
 * @param what one sentence
 */
record Breach(String invariant, Duration at, String what) {
    @Override
    public String toString() {
        return invariant + " at " + Stamp.of(at) + ": " + what;
    }
}
