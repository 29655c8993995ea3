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
 * @param outcome SUCCEEDED, when the world shows what the command in flight was for
 */
record Progress(PoolState state, Optional<RecoveryOutcome> outcome) {

    /** Before a plan: words that no longer stand fall, and the command in flight is looked for in the world. */
    static Progress observed(PoolState state, PoolFacts facts, Verdict verdict) {
        PoolState kept = state.with(state.consents().valid(facts));
        if (verdict.is(VerdictKind.SETTLED)) {
            kept = kept.with(kept.standing().withLostTestified(false));
        }
        boolean ruled = facts.master().filter(facts::answersAsMaster).isPresent()
                && Mastery.undisputed(facts.pool(), facts.now(), facts.tolerance())
                        .equals(facts.master());
        if (ruled && !kept.promotions().unproven().isEmpty()) {
            kept = kept.with(kept.promotions().settled());
        }
        Optional<Recovery> inFlight = kept.recovery().filter(Recovery::isInFlight);
        if (inFlight.isEmpty()) {
            return new Progress(kept, Optional.empty());
        }
        Rung rung = new Observation(facts, inFlight.get()).rung();
        Optional<RecoveryOutcome> outcome =
                rung.stage() == Stage.SUCCEEDED ? Optional.of(succeeded(inFlight.get(), facts)) : Optional.empty();
        return new Progress(
                rung == inFlight.get().rung() ? kept : kept.with(inFlight.get().with(rung)), outcome);
    }

    /** After a plan: a command begins its rung; a recovery without one ends. Both change the epoch. */
    static PoolState planned(PoolState state, Plan plan) {
        boolean wasOpen = state.recovery().filter(Recovery::open).isPresent();
        if (plan.issue().isPresent()) {
            PoolState issued = issued(state, plan.issue().get());
            return wasOpen ? issued : issued.with(issued.standing().nextEpoch());
        }
        boolean ends = wasOpen && state.recovery().filter(Recovery::isInFlight).isEmpty();
        return ends
                ? state.with(state.recovery().get().closed())
                        .with(state.standing().nextEpoch())
                : state;
    }

    private static PoolState issued(PoolState state, Plan.Issue issue) {
        PoolState next = state.with(issue.recovery())
                .with(state.consents().without(issue.command().getKind()));
        return issue.command().getKind() == CommandKind.PROMOTE
                ? next.with(next.promotions().told(issue.command().getHost()))
                : next;
    }

    private static RecoveryOutcome succeeded(Recovery recovery, PoolFacts facts) {
        Rung rung = recovery.rung();
        return RecoveryOutcome.newBuilder()
                .setCommandId(rung.commandId())
                .setPool(facts.poolName())
                .setKind(rung.kind())
                .setHost(rung.host())
                .setResult(OutcomeResult.SUCCEEDED)
                .setDetail("seen in the heartbeats")
                .setRecovered(rung.kind() == CommandKind.RECOVER_SLAVES ? recovery.followers() : List.of())
                .setAt(facts.now())
                .build();
    }
}
