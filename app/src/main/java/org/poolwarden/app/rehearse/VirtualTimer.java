package org.poolwarden.app.rehearse;

import java.time.Duration;
import java.time.Instant;
import org.poolwarden.connect.pool.Timer;
import org.poolwarden.sim.SimClock;
import org.poolwarden.sim.VirtualClock;

/** The observers' timer in virtual time. */
final class VirtualTimer implements Timer {

    private final VirtualClock clock;

    VirtualTimer(VirtualClock clock) {
        this.clock = clock;
    }

    @Override
    public Instant now() {
        return clock.now();
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
}
