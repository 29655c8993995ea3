package org.poolwarden.connect.alert;

import java.time.Duration;

/**
 * How long to wait before the next attempt: twice as long after each, up to a bound, and a little less for some than
 * for others, so that pools that failed together do not come again together.
 *
 * @param first after the first attempt
 * @param longest after many
 */
record Backoff(Duration first, Duration longest) {

    private static final int DOUBLINGS = 20;
    private static final int STEPS = 64;

    Backoff {
        if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "first must be positive and at most longest, were " + first + " and " + longest);
        }
    }

    /**
     * @param attempts that have failed, from 1 on
     * @param who decides how much less, by at most a quarter
     */
    Duration after(int attempts, String who) {
        Duration doubled = first.multipliedBy(1L << Math.min(attempts - 1, DOUBLINGS));
        Duration whole = doubled.compareTo(longest) < 0 ? doubled : longest;
        int step = Math.floorMod((who + "#" + attempts).hashCode(), STEPS);
        return whole.minus(whole.multipliedBy(step).dividedBy(4L * STEPS));
    }
}
