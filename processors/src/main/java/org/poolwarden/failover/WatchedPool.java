package org.poolwarden.failover;

import java.time.Instant;
import java.util.Optional;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.OutcomeResult;
import org.poolwarden.schema.PoolPolicy;
import org.poolwarden.schema.RecoveryGrant;
import org.poolwarden.schema.RecoveryOutcome;

/**
 * A pool as the processor holds it: what it has heard, in memory, and what it must not forget.
 *
 * @param name the configured name
 * @param view heard since this processor listens
 * @param state kept across restarts
 * @param streak the last verdict and since when it holds without a break; empty before the first
 * @param calm whether nothing follows from a heartbeat that confirms what is known, nor from time alone while every
 *     observer is live
 */
public record WatchedPool(String name, PoolView view, PoolState state, Optional<Streak> streak, boolean calm) {

    /** A verdict that holds, and since when; by the broker's append time. */
    public record Streak(Verdict verdict, Instant since) {}

    /**
     * A pool of which nothing is known.
     *
     * @param since when this processor began to listen
     */
    public static WatchedPool unheard(String name, Instant since) {
        return restored(name, PoolState.unheard(name), since);
    }

    /** A pool of which only the kept state is known, as after a restart. */
    public static WatchedPool restored(String name, PoolState state, Instant since) {
        return new WatchedPool(name, PoolView.of(state.standing(), since), state, Optional.empty(), false);
    }

    public WatchedPool heard(Sighting sighting, Tolerance tolerance) {
        return calm && view.isConfirmedBy(sighting)
                ? new WatchedPool(name, view.noted(sighting), state, streak, true)
                : withView(view.with(sighting, tolerance));
    }

    /** Whether a judgement at {@code now} would change nothing. */
    public boolean isCalm(Instant now, Tolerance tolerance) {
        return calm
                && !state.alerts().isDue(now, tolerance)
                && view.liveUntil(tolerance)
                        .filter(until -> !until.isBefore(now))
                        .isPresent();
    }

    public WatchedPool ruledBy(PoolPolicy policy) {
        return withState(state.with(policy));
    }

    /** This pool after a report of the executor, or of the topology itself, on its own command. */
    public WatchedPool reported(RecoveryOutcome outcome, Instant at) {
        boolean promoted = outcome.getKind() == CommandKind.PROMOTE
                && (outcome.getResult() == OutcomeResult.ACCEPTED || outcome.getResult() == OutcomeResult.UNKNOWN);
        PoolState heard = promoted ? state.with(state.promotions().accepted(at)) : state;
        PoolState next = heard.recovery()
                .map(recovery -> heard.with(recovery.reported(outcome, at)))
                .orElse(heard);
        return next.equals(state) ? this : withState(next);
    }

    public WatchedPool granted(RecoveryGrant grant) {
        Budget next = state.budget().answered(grant);
        return next == state.budget() ? this : withState(state.with(next));
    }

    /**
     * The instant to judge this pool for, after a record of {@code at}: answers of people and of the fleet may lie on
     * their topics for longer than heartbeats do, and nothing is judged as of a time before the last heartbeat.
     */
    public Instant instantOf(Instant at) {
        return view.lastHeard().filter(at::isBefore).orElse(at);
    }

    /** This pool when its processor finds that it lags: two rounds from {@code now} on are awaited. */
    public WatchedPool lagging(Instant now) {
        return new WatchedPool(name, view.lagging(now), state, streak, false);
    }

    WatchedPool judged(Verdict verdict, Instant now) {
        boolean lasts = streak.filter(s -> s.verdict().isSameAs(verdict)).isPresent();
        return lasts ? this : new WatchedPool(name, view, state, Optional.of(new Streak(verdict, now)), false);
    }

    WatchedPool calmed(boolean isCalm) {
        return isCalm == calm ? this : new WatchedPool(name, view, state, streak, isCalm);
    }

    WatchedPool withView(PoolView next) {
        if (next == view) {
            return this;
        }
        PoolState kept = next.standing().equals(view.standing()) ? state : state.with(next.standing());
        return new WatchedPool(name, next, kept, streak, false);
    }

    WatchedPool withState(PoolState next) {
        return new WatchedPool(name, view.with(next.standing()), next, streak, false);
    }
}
