package org.poolwarden.connect.pool;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The machine's clock and one thread. */
public final class RealTimer implements Timer, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RealTimer.class);

    private final Clock clock = Clock.systemUTC();
    private final Instant began = clock.instant();
    private final long beganNanos = System.nanoTime();
    private final ScheduledThreadPoolExecutor thread;

    /**
     * @param name of the thread
     */
    public RealTimer(String name) {
        thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread timer = new Thread(task, name);
            timer.setDaemon(true);
            return timer;
        });
        thread.setRemoveOnCancelPolicy(true);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public Instant steady() {
        return began.plusNanos(System.nanoTime() - beganNanos);
    }

    @Override
    public Cancellable after(Duration delay, Runnable action) {
        if (thread.isShutdown()) {
            return () -> {};
        }
        ScheduledFuture<?> task = thread.schedule(() -> run(action), delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> task.cancel(false);
    }

    /** After {@link #close} nothing runs: an answer that comes too late finds nobody. */
    @Override
    public void execute(Runnable action) {
        after(Duration.ZERO, action);
    }

    private static void run(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            LOG.error("a step of a state machine failed", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
