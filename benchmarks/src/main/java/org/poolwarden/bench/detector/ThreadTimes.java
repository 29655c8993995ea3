package org.poolwarden.bench.detector;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/** CPU time of this process's Java threads; what RocksDB does in threads of its own is not among it. */
final class ThreadTimes {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private ThreadTimes() {}

    /** Of the threads that live now and have {@code part} in their names. */
    static Duration of(String part) {
        long nanos = 0;
        for (ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().contains(part)) {
                nanos += Math.max(0, THREADS.getThreadCpuTime(thread.getThreadId()));
            }
        }
        return Duration.ofNanos(nanos);
    }

    static Duration ofThisOne() {
        return Duration.ofNanos(THREADS.getCurrentThreadCpuTime());
    }
}
