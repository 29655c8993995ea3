package org.poolwarden.failover;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.poolwarden.failover.Recovery.Stage;
import org.poolwarden.failover.RecoveryPolicy.Plan;
import org.poolwarden.schema.Alert;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.OutcomeResult;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.schema.RecoveryOutcome;
import org.poolwarden.schema.VerdictKind;

/** Judges one pool and decides what follows: verdict, recovery, plan, alerts, finding, in this order. */
public final class Warden {

    private final Tolerance defaults;

    public Warden(Tolerance defaults) {
        this.defaults = defaults;
    }

    /** The bounds of a pool: its policy's, where it names any, else the application's. */
    public Tolerance toleranceOf(WatchedPool pool) {
        return PolicyTolerance.of(pool.state().policy(), defaults);
    }

    /**
     * What follows from what is known of {@code pool} at {@code now}.
     *
     * @param cause what made us look: topic-partition@offset of a record, or tick
     */
    public Decision judge(WatchedPool pool, Instant now, String cause) {
        Tolerance tolerance = toleranceOf(pool);
        PoolFacts before = new PoolFacts(pool.view(), tolerance, now, cause);
        Verdict verdict = new PoolJudge(tolerance)
                .judge(pool.view(), pool.state().recovery().flatMap(Recovery::promoting), now);
        WatchedPool progressed = progress(pool, before, verdict);
        PoolFacts facts = new PoolFacts(progressed.view(), tolerance, now, cause);
        Plan plan = RecoveryPolicy.plan(facts, verdict, progressed.state());
        PoolState planned = issued(progressed.state(), plan);
        AlertBook.Turn turn = planned.alerts().turn(facts, verdict, planned.recovery());
        FindingText text = new FindingText(pool.name(), facts, planned, verdict, plan.withheld());
        boolean news = !text.signature().equals(planned.said());
        WatchedPool next = progressed.withState(planned.with(turn.book()).saying(text.signature()));
        List<Alert> alerts = turn.changed().stream().map(text::alert).toList();
        return new Decision(
                next,
                verdict.kind(),
                news ? Optional.of(text.finding()) : Optional.empty(),
                alerts,
                plan.command(),
                succeeded(pool, progressed, now));
    }

    private static WatchedPool progress(WatchedPool pool, PoolFacts facts, Verdict verdict) {
        PoolState state = pool.state().standing().lostTestified() && verdict.is(VerdictKind.SETTLED)
                ? pool.state().with(pool.state().standing().withLostTestified(false))
                : pool.state();
        PoolState kept = state.approved(state.approval().filter(a -> !a.isVoid(facts)));
        return pool.withState(kept.recovery()
                .filter(Recovery::isInFlight)
                .map(recovery -> progress(kept, recovery, facts))
                .orElse(kept));
    }

    private static PoolState progress(PoolState state, Recovery recovery, PoolFacts facts) {
        if (recovery.isObserved(facts)) {
            Recovery done = recovery.at(Stage.SUCCEEDED, facts.now());
            boolean last = recovery.kind() != CommandKind.PROMOTE
                    || recovery.followers().isEmpty();
            return last ? ended(state, done) : state.with(done);
        }
        return recovery.hasFailed(facts) ? ended(state, recovery.at(Stage.ENDED, facts.now())) : state;
    }

    private static PoolState ended(PoolState state, Recovery recovery) {
        return state.with(recovery).with(state.standing().nextEpoch());
    }

    /** A promotion begins a recovery, and with it an epoch; later rungs belong to it. */
    private static PoolState issued(PoolState state, Plan plan) {
        if (plan.command().isEmpty()) {
            return state;
        }
        RecoveryCommand command = plan.command().get();
        PoolState next = state.with(Recovery.issued(command, plan.followers()));
        return command.getKind() == CommandKind.PROMOTE
                ? next.with(next.standing().nextEpoch())
                : next;
    }

    private static Optional<RecoveryOutcome> succeeded(WatchedPool before, WatchedPool after, Instant now) {
        boolean wasOpen = before.state().recovery().filter(Recovery::isInFlight).isPresent();
        return after.state()
                .recovery()
                .filter(recovery -> wasOpen && recovery.stage() == Stage.SUCCEEDED)
                .map(recovery -> RecoveryOutcome.newBuilder()
                        .setCommandId(recovery.commandId())
                        .setPool(before.name())
                        .setKind(recovery.kind())
                        .setHost(recovery.host())
                        .setResult(OutcomeResult.SUCCEEDED)
                        .setDetail("seen in the heartbeats")
                        .setRecovered(recovery.kind() == CommandKind.RECOVER_SLAVES ? recovery.followers() : List.of())
                        .setAt(now)
                        .build());
    }
}
