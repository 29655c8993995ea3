package org.poolwarden.app.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.poolwarden.failover.Decision;
import org.poolwarden.failover.Fleet;
import org.poolwarden.failover.Tolerance;
import org.poolwarden.failover.stream.Entry;
import org.poolwarden.failover.stream.PoolReplay;

/** Does steps again with one pool, and keeps what is decided. */
final class Player {

    private final PoolReplay replay;
    private final boolean isGranting;
    private final List<Decided> decided = new ArrayList<>();

    private Player(PoolHistory history, Tolerance tolerance, boolean isGranting) {
        this.replay = new PoolReplay(history.checkpoints().get(0), tolerance, history::heartbeat);
        this.isGranting = isGranting;
    }

    /** With the grants that are among the records. */
    static List<Decided> play(PoolHistory history, Tolerance tolerance, List<Step> steps) {
        return new Player(history, tolerance, false).played(steps);
    }

    /** With a fleet in which no other pool recovers: whatever is asked is granted at once. */
    static List<Decided> playGranting(PoolHistory history, Tolerance tolerance, List<Step> steps) {
        return new Player(history, tolerance, true).played(steps);
    }

    private List<Decided> played(List<Step> steps) {
        steps.forEach(step -> keep(step.play(replay), step.at()));
        return decided;
    }

    private void keep(Optional<Decision> decision, Instant at) {
        decision.ifPresent(made -> {
            decided.addAll(Decided.of(made));
            if (isGranting) {
                made.requests().stream()
                        .flatMap(request -> Fleet.EMPTY.after(request, at).grants().stream())
                        .map(grant -> new Entry(grant, at, "grant", 0, 0))
                        .forEach(grant -> keep(replay.read(grant).decision(), at));
            }
        });
    }
}
