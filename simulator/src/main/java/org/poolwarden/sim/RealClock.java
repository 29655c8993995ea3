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

    /** What time it was, by both clocks, when the pace was last changed, and how fast it goes since, and until when. */
    private record Pace(Instant at, Instant machine, int times, Instant until) {
        Instant now(Instant machineNow) {
            Duration since = Duration.between(machine, machineNow);
            Instant fast = at.plus(since.multipliedBy(times));
            return fast.isAfter(until) ? until.plus(since.minus(untilThen())) : fast;
        }

        /** Of the machine's time, until it goes as the machine's again. */
        private Duration untilThen() {
            return Duration.between(at, until).dividedBy(times);
        }

        /** How long that takes on the machine. */
        Duration real(Instant now, Duration delay) {
            Duration fast = now.isAfter(until) ? Duration.ZERO : Duration.between(now, until);
            return delay.compareTo(fast) <= 0
                    ? delay.dividedBy(times)
                    : fast.dividedBy(times).plus(delay.minus(fast));
        }
    }

    /** The machine's time. */
    public RealClock() {
        this(Clock.systemUTC().instant());
    }

    /** Another time than the machine's, that goes as fast. */
    public RealClock(Instant begins) {
        pace = new Pace(begins, clock.instant(), 1, begins);
        thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread world = new Thread(task, "sim-world");
            world.setDaemon(true);
            return world;
        });
        thread.setRemoveOnCancelPolicy(true);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /**
     * From now on the world lives so many times as fast, but as the machine does after {@code until}. What it already
     * waits for comes as it would have.
     */
    public synchronized void hurry(int times, Instant until) {
        if (times < 1) {
            throw new IllegalArgumentException("time goes at least once as fast, was " + times);
        }
        Instant machine = clock.instant();
        Instant now = pace.now(machine);
        pace = new Pace(now, machine, times, until.isBefore(now) ? now : until);
    }

    @Override
    public Instant now() {
        return pace.now(clock.instant());
    }

    @Override
    public Cancel after(Duration delay, Runnable action) {
        ScheduledFuture<?> task =
                thread.schedule(() -> run(action), pace.real(now(), delay).toNanos(), TimeUnit.NANOSECONDS);
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
