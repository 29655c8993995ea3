package org.poolwarden.bench.capacity;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * All Java threads that a side starts, whatever it calls them: they are of the group of the thread that started the side.
 * What a thread did between the last look and its end is lost.
 */
final class SideThreads {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final ThreadGroup group;
    private final Map<Long, Long> nanos = new HashMap<>();

    SideThreads(String name) {
        group = new ThreadGroup(name);
    }

    /**
     * Runs something in the group.
     *
     * @throws ExecutionException with what it threw
     */
    <T> T call(Callable<T> start) throws InterruptedException, ExecutionException {
        FutureTask<T> task = new FutureTask<>(start);
        new Thread(group, task, group.getName() + "-start").start();
        return task.get();
    }

    /** CPU time of those that live, and of those that were alive at a look before. */
    Duration cpu() {
        Thread[] threads = new Thread[2 * group.activeCount() + 64];
        int count = group.enumerate(threads, true);
        for (int i = 0; i < count; i++) {
            long spent = THREADS.getThreadCpuTime(threads[i].getId());
            if (spent >= 0) {
                nanos.put(threads[i].getId(), spent);
            }
        }
        return Duration.ofNanos(
                nanos.values().stream().mapToLong(Long::longValue).sum());
    }
}
