package org.poolwarden.failover;

import java.util.List;
import java.util.Optional;
import org.poolwarden.failover.Rung.Stage;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.OutcomeResult;
import org.poolwarden.schema.RecoveryOutcome;
import org.poolwarden.schema.VerdictKind;

/**
 * How a pool's state moves on at a judgement: what was observed of the command in flight, and what a
 * plan changes.
 *
 * @param state as it is kept from now on
 * @param outcome SUCCEEDED, when the world shows what the command in flight was for; FAILED, when it shows that a promotion
 *     came to nothing
 */
record Progress(PoolState state, Optional<RecoveryOutcome> outcome) {

    /** Before a plan: words that no longer stand fall, and the command in flight is looked for in the world. */
    static Progress observed(PoolState state, PoolFacts facts, Verdict verdict) {
        PoolState kept = settled(state.with(state.consents().valid(facts)), facts, verdict);
        return kept.recovery()
                .map(recovery -> recovery.isInFlight() ? looked(kept, recovery, facts) : rested(kept, recovery, facts))
                .orElse(new Progress(kept, Optional.empty()));
    }

    /** What is remembered only until the pool is well again. */
    private static PoolState settled(PoolState state, PoolFacts facts, Verdict verdict) {
        PoolState kept =
                verdict.is(VerdictKind.SETTLED) ? state.with(state.standing().withLostTestified(false)) : state;
        return facts.isRuled() && !kept.promotions().unproven().isEmpty()
                ? kept.with(kept.promotions().settled())
                : kept;
    }

    /** The command in flight, as the world shows it. */
    private static Progress looked(PoolState state, Recovery recovery, PoolFacts facts) {
        Rung rung = new Observation(facts, recovery).rung();
        if (rung == recovery.rung()) {
            return new Progress(state, Optional.empty());
        }
        PoolState moved = state.with(recovery.with(rung));
        if (rung.stage() != Stage.SUCCEEDED) {
            PoolState rested = rested(moved, recovery.with(rung), facts).state();
            return new Progress(
                    rested,
                    rung.kind() == CommandKind.PROMOTE ? Optional.of(failed(recovery, facts)) : Optional.empty());
        }
        PoolState known = rung.kind() == CommandKind.PROMOTE
                ? moved.with(moved.promotions().seen(rung.issuedAt(), facts.now()))
                : moved;
        return new Progress(known, Optional.of(succeeded(recovery, facts)));
    }

    /** A recovery without a command in flight: it ends by a failure, and is forgotten when others rule in peace. */
    private static Progress rested(PoolState state, Recovery recovery, PoolFacts facts) {
        Recovery next = recovery.without(slave -> recovery.newMaster()
                .filter(master -> facts.follows(slave, master))
                .isPresent());
        boolean fails = recovery.hasFailed() && recovery.rung().kind() != CommandKind.RECOVER_SLAVES;
        boolean ends = recovery.open() && (fails || isOverruled(recovery, facts));
        next = ends ? next.closed() : next;
        next = isHistory(next, facts) ? next.forgotten() : next;
        next = !next.open() && isOverruled(next, facts) ? next.overruled() : next;
        PoolState kept = next.equals(recovery) ? state : state.with(next);
        return new Progress(ends ? kept.with(kept.standing().nextEpoch()) : kept, Optional.empty());
    }

    /** Whether another host rules than the one that should, which nobody disputes. */
    private static boolean isOverruled(Recovery recovery, PoolFacts facts) {
        return facts.isRuled()
                && recovery.newMaster().isPresent()
                && !recovery.newMaster().equals(facts.master());
    }

    private static boolean isHistory(Recovery recovery, PoolFacts facts) {
        return !recovery.open()
                && facts.isRuled()
                && (recovery.newMaster().isEmpty() || facts.isInItsPlace(recovery.oldMaster()));
    }

    /** After a plan: a command begins its rung; a recovery that waits for nothing more ends. Both change the epoch. */
    static PoolState planned(PoolState state, Plan plan) {
        boolean wasOpen = state.recovery().filter(Recovery::open).isPresent();
        if (plan.issue().isPresent()) {
            PoolState issued = issued(state, plan.issue().get());
            return wasOpen ? issued : issued.with(issued.standing().nextEpoch());
        }
        boolean ends = wasOpen
                && !plan.isWaiting()
                && state.recovery().filter(Recovery::isInFlight).isEmpty();
        return ends
                ? state.with(state.recovery().get().closed())
                        .with(state.standing().nextEpoch())
                : state;
    }

    private static PoolState issued(PoolState state, Plan.Issue issue) {
        PoolState next = issue.command()
                .getApproval()
                .map(approval -> state.with(state.consents().used(approval)))
                .orElse(state)
                .with(issue.recovery());
        return issue.command().getKind() == CommandKind.PROMOTE
                ? next.with(next.promotions().told(issue.command().getHost()))
                : next;
    }

    private static RecoveryOutcome succeeded(Recovery recovery, PoolFacts facts) {
        Rung rung = recovery.rung();
        boolean isAlone =
                rung.kind() == CommandKind.PROMOTE && recovery.followers().isEmpty();
        return outcome(rung, facts)
                .setResult(OutcomeResult.SUCCEEDED)
                .setDetail(
                        isAlone
                                ? "seen in the heartbeats; no other slave has to be told, so RECOVER_SLAVES is skipped"
                                : "seen in the heartbeats")
                .setRecovered(rung.kind() == CommandKind.RECOVER_SLAVES ? recovery.followers() : List.of())
                .build();
    }

    private static RecoveryOutcome failed(Recovery recovery, PoolFacts facts) {
        Rung rung = recovery.rung();
        return outcome(rung, facts)
                .setResult(OutcomeResult.FAILED)
                .setDetail("seen in the heartbeats: " + facts.name(rung.host()) + " has not become master since "
                        + rung.since())
                .build();
    }

    private static RecoveryOutcome.Builder outcome(Rung rung, PoolFacts facts) {
        return RecoveryOutcome.newBuilder()
                .setCommandId(rung.commandId())
                .setPool(facts.poolName())
                .setKind(rung.kind())
                .setHost(rung.host())
                .setRecovered(List.of())
                .setAt(facts.now());
    }
}
