package org.poolwarden.bench.interview;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What is measured, the same in every run.
 *
 * @param drawn hosts that hang in those variants in which some do
 * @param period from one round to the next; hosts may take half of it to answer
 * @param warmUp after the last pool was first asked, and before anything counts
 * @param window what counts
 * @param stockThreads calls that the stock transport may have under way at once
 * @param workerOptions of the worker's JVM, besides the usual ones
 */
record Setup(
        Fleet fleet,
        Set<Integer> drawn,
        Duration period,
        Duration warmUp,
        Duration window,
        int stockThreads,
        List<String> workerOptions) {

    /** Of new connections, by the heartbeat connector. */
    private static final int RAMP_PER_SECOND = 150;

    Duration deadline() {
        return period.dividedBy(2);
    }

    /** From the first pool's first round to the last one's. */
    Duration ramp() {
        Duration ramp = Duration.ofMillis(1000L * fleet.hosts() / RAMP_PER_SECOND);
        return ramp.compareTo(period) > 0 ? ramp : period;
    }
}
