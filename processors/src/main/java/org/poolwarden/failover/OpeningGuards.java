package org.poolwarden.failover;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
        state.promotions()
                .acceptedAt()
                .map(at -> at.plus(facts.tolerance().flap()))
                .filter(facts.now()::isBefore)
                .ifPresent(until -> withheld.add(order.withheld(
                        Guard.ANTI_FLAP, "an approval, or " + until + ": a host was promoted a short while ago")));
        if (!isOpen(state)) {
            state.budget()
                    .answer(Budget.idOf(state))
                    .filter(grant -> !grant.getGranted())
                    .ifPresent(grant -> withheld.add(order.withheld(Guard.BUDGET, lifts(grant))));
            state.budget()
                    .unansweredSince(Budget.idOf(state))
                    .map(at -> at.plus(facts.tolerance().fresh()))
                    .filter(due -> !due.isAfter(facts.now()))
                    .ifPresent(due -> withheld.add(
                            order.withheld(Guard.BUDGET, "an approval, or the fleet's answer, which does not come")));
        }
        return withheld;
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
