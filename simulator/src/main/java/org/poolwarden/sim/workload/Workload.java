package org.poolwarden.sim.workload;

import java.time.Duration;
import java.time.Instant;

/**
 * What a VM's disk does. A pure function of time: the same slot has the same numbers however often it is asked for.
 */
@FunctionalInterface
public interface Workload {

    /** Disks that do nothing. */
    Workload IDLE = (vm, number, end) -> Io.NONE;

    /**
     * What a disk did in the five seconds that end at {@code end}.
     *
     * @param vm the VM's name, unique in its pool
     * @param number of the VM in its pool, from 0
     */
    Io during(String vm, int number, Instant end);

    /** Of the bytes read, those that IntelliCache has where it is on; 0 to 1. */
    default double cacheHits(Instant end) {
        return 0.9;
    }

    /**
     * A disk in one slot.
     *
     * @param reads requests per second
     * @param writes requests per second
     * @param readBytes bytes per second
     * @param writeBytes bytes per second
     * @param latency of one request, on the average
     */
    record Io(double reads, double writes, double readBytes, double writeBytes, Duration latency) {
        public static final Io NONE = new Io(0, 0, 0, 0, Duration.ZERO);
    }
}
