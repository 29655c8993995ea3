package org.poolwarden.sim;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A clock that goes as the machine's does, or faster, and one thread on which the world happens. */
public final class RealClock implements SimClock, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RealClock.class);

    private final Clock clock = Clock.systemUTC();
    private final ScheduledThreadPoolExecutor thread;
    private volatile Pace pace;

    /** What time it was, by both clocks, when the pace was last changed, and how fast it goes since. */
    private record Pace(Instant at, Instant machine, int times) {
        Instant now(Instant machineNow) {
            return at.plus(Duration.between(machine, machineNow).multipliedBy(times));
        }
    }

    /** The machine's time. */
    public RealClock() {
        this(Clock.systemUTC().instant());
    }

    /** Another time than the machine's, that goes as fast. */
    public RealClock(Instant begins) {
        pace = new Pace(begins, clock.instant(), 1);
        thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread world = new Thread(task, "sim-world");
            world.setDaemon(true);
            return world;
        });
        thread.setRemoveOnCancelPolicy(true);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** From now on the world lives so many times as fast. What it already waits for comes as it would have. */
    public void hurry(int times) {
        if (times < 1) {
            throw new IllegalArgumentException("time goes at least once as fast, was " + times);
        }
        Instant machine = clock.instant();
        pace = new Pace(pace.now(machine), machine, times);
    }

    @Override
    public Instant now() {
        return pace.now(clock.instant());
    }

    @Override
    public Cancel after(Duration delay, Runnable action) {
        ScheduledFuture<?> task =
                thread.schedule(() -> run(action), delay.toNanos() / pace.times, TimeUnit.NANOSECONDS);
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
