package org.poolwarden.app.rehearse;

import java.time.Duration;
import java.time.Instant;
import org.poolwarden.connect.pool.Timer;
import org.poolwarden.sim.SimClock;
import org.poolwarden.sim.VirtualClock;

/**
 * The timer of one deployment in virtual time, by the clock of the machine on which it runs. Everything that happens to
 * the deployment happens on it: once it is closed, no answer is heard and no step is taken any more.
 */
final class VirtualTimer implements Timer, AutoCloseable {

    private final VirtualClock clock;
    private Duration shift = Duration.ZERO;
    private boolean closed;

    VirtualTimer(VirtualClock clock) {
        this.clock = clock;
    }

    /** The machine's clock jumps; what is planned is not moved by it. */
    void shift(Duration by) {
        shift = shift.plus(by);
    }

    @Override
    public Instant now() {
        return clock.now().plus(shift);
    }

    @Override
    public Instant steady() {
        return clock.now();
    }

    @Override
    public Cancellable after(Duration delay, Runnable action) {
        SimClock.Cancel task = clock.after(delay, () -> {
            if (!closed) {
                action.run();
            }
        });
        return task::cancel;
    }

    @Override
    public void execute(Runnable action) {
        after(Duration.ZERO, action);
    }

    @Override
    public void close() {
        closed = true;
    }
}
