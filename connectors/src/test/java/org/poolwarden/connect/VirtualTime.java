package org.poolwarden.connect;

import java.time.Duration;
import java.time.Instant;
import org.poolwarden.connect.pool.Timer;
import org.poolwarden.sim.SimClock;
import org.poolwarden.sim.VirtualClock;

/** A timer that stands still until a test advances it. */
public final class VirtualTime implements Timer {

    public static final Instant START = Instant.parse("2026-11-22T20:00:00Z");
    private final VirtualClock clock = new VirtualClock(START);
    private Duration set = Duration.ZERO;

    @Override
    public Instant now() {
        return clock.now().plus(set);
    }

    @Override
    public Instant steady() {
        return clock.now();
    }

    /** Somebody sets the clock. */
    public void isSet(Duration ahead) {
        set = set.plus(ahead);
    }

    @Override
    public Cancellable after(Duration delay, Runnable action) {
        SimClock.Cancel task = clock.after(delay, action);
        return task::cancel;
    }

    @Override
    public void execute(Runnable action) {
        clock.after(Duration.ZERO, action);
    }

    public void passes(Duration time) {
        clock.advanceTo(clock.now().plus(time));
    }
}
