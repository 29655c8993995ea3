package org.poolwarden.capacity;

import java.util.OptionalDouble;

/** Little's law on XenServer's counters: {@code iowait} is the mean number of requests in flight. */
public final class Latency {

    private Latency() {}

    /** Mean latency in seconds, the only one to trust of an SR; empty where no request was served. */
    public static OptionalDouble of(double iowait, double iops) {
        Checked.nonNegative("iowait", iowait);
        Checked.nonNegative("iops", iops);
        double seconds = iowait / iops;
        return Double.isFinite(seconds) ? OptionalDouble.of(seconds) : OptionalDouble.empty();
    }
}
