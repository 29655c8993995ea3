package org.poolwarden.connect.pool;

import java.time.Duration;
import java.time.Instant;

/** One bound for several calls, one after the other. */
public final class Deadline {

    private static final Duration LEAST = Duration.ofMillis(1);

    private final Timer timer;
    private final Instant end;

    private Deadline(Timer timer, Instant end) {
        this.timer = timer;
        this.end = end;
    }

    public static Deadline in(Duration time, Timer timer) {
        return new Deadline(timer, timer.steady().plus(time));
    }

    /** What is left of it; a millisecond when it is over, so that a call ends at once. */
    public Duration left() {
        Duration left = Duration.between(timer.steady(), end);
        return left.compareTo(LEAST) < 0 ? LEAST : left;
    }

    /** As {@link #left}, but at most {@code bound}. */
    public Duration left(Duration bound) {
        return left().compareTo(bound) < 0 ? left() : bound;
    }
}
