package org.poolwarden.sim;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The machine's clock, and one thread on which the world happens. */
public final class RealClock implements SimClock, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RealClock.class);

    private final Clock clock = Clock.systemUTC();
    private final ScheduledThreadPoolExecutor thread;

    public RealClock() {
        thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread world = new Thread(task, "sim-world");
            world.setDaemon(true);
            return world;
        });
        thread.setRemoveOnCancelPolicy(true);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public Cancel after(Duration delay, Runnable action) {
        ScheduledFuture<?> task = thread.schedule(() -> run(action), delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> task.cancel(false);
    }

    private static void run(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            LOG.error("a simulated event failed", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
