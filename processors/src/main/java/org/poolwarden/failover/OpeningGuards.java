package org.poolwarden.failover;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.Guard;
import org.poolwarden.schema.RecoveryGrant;
import org.poolwarden.schema.WithheldCommand;

/** Whether a recovery may begin at all: not too soon after the last one, and not too many in the fleet at once. */
final class OpeningGuards {

    private OpeningGuards() {}

    /** ANTI_FLAP and BUDGET; an approval lifts both. */
    static List<WithheldCommand> failing(Order order, PoolFacts facts, PoolState state) {
        List<WithheldCommand> withheld = new ArrayList<>();
        if (order.isApproved()) {
            return withheld;
        }
        antiFlap(order, facts, state).ifPresent(withheld::add);
        if (!isOpen(state)) {
            budget(order, facts, state).ifPresent(withheld::add);
        }
        return withheld;
    }

    /** No second promotion, nor the fence before it, so soon after one that XAPI accepted. */
    private static Optional<WithheldCommand> antiFlap(Order order, PoolFacts facts, PoolState state) {
        boolean replaces = order.kind() == CommandKind.PROMOTE || order.kind() == CommandKind.FENCE;
        return state.promotions()
                .acceptedAt()
                .map(at -> at.plus(facts.tolerance().flap()))
                .filter(until -> replaces && facts.now().isBefore(until))
                .map(until -> order.withheld(
                        Guard.ANTI_FLAP, "an approval, or " + until + ": a host was promoted a short while ago"));
    }

    /** What the fleet has denied, or does not answer. */
    private static Optional<WithheldCommand> budget(Order order, PoolFacts facts, PoolState state) {
        String id = Budget.idOf(state);
        Optional<String> denied =
                state.budget().answer(id).filter(grant -> !grant.getGranted()).map(OpeningGuards::lifts);
        Optional<String> unanswered = state.budget()
                .unansweredSince(id)
                .filter(at -> !at.plus(facts.tolerance().fresh()).isAfter(facts.now()))
                .map(at -> "an approval, or the fleet's answer, which does not come");
        return denied.or(() -> unanswered).map(lifts -> order.withheld(Guard.BUDGET, lifts));
    }

    /** Whether nothing is left to ask the fleet. */
    static boolean mayOpen(Order order, PoolState state) {
        return order.isApproved()
                || isOpen(state)
                || state.budget()
                        .answer(Budget.idOf(state))
                        .filter(RecoveryGrant::getGranted)
                        .isPresent();
    }

    private static boolean isOpen(PoolState state) {
        return state.recovery().filter(Recovery::open).isPresent();
    }

    private static String lifts(RecoveryGrant grant) {
        Instant at = grant.getAt();
        return "an approval, or the end of another recovery: " + grant.getRecovering() + " of " + grant.getPools()
                + " pools were in recovery at " + at + ", and " + grant.getLimit() + " may be";
    }
}
