package org.poolwarden.failover;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.poolwarden.schema.Guard;
import org.poolwarden.schema.RecoveryRequest;
import org.poolwarden.schema.RequestKind;

/** What a pool tells the fleet: that it exists, that it wants to recover, and that it is done. */
final class FleetTalk {

    private FleetTalk() {}

    /** The state after a plan, with what is asked or given back because of it. */
    static PoolState after(PoolState planned, Plan plan, PoolFacts facts) {
        Budget budget =
                planned.standing().master().isPresent() ? planned.budget().joining() : planned.budget();
        boolean isOpen = planned.recovery().filter(Recovery::open).isPresent();
        String wanted = plan.asks()
                ? Budget.idOf(planned)
                : planned.pool() + "/" + planned.standing().epoch();
        boolean isAsked = budget.ask().filter(ask -> ask.id().equals(wanted)).isPresent();
        if ((plan.asks() || opensUnasked(plan, budget)) && !isAsked) {
            return planned.with(budget.asking(wanted, facts.now()));
        }
        boolean isOver = !isOpen && !plan.asks() && !isDenied(plan);
        return planned.with(isOver ? budget.settled() : budget);
    }

    /** What must be said of the way from one state to the next. */
    static List<RecoveryRequest> requests(PoolState before, PoolState after, Plan plan, PoolFacts facts) {
        List<RecoveryRequest> requests = new ArrayList<>();
        Optional<Budget.Ask> old = before.budget().ask();
        Optional<Budget.Ask> now = after.budget().ask();
        if (!before.budget().joined() && after.budget().joined()) {
            requests.add(request(RequestKind.JOIN, after.pool(), after, false, facts));
        }
        old.filter(ask -> now.map(next -> !next.id().equals(ask.id())).orElse(true))
                .ifPresent(ask -> requests.add(request(RequestKind.END, ask.id(), after, false, facts)));
        now.filter(ask -> old.map(known -> !known.id().equals(ask.id())).orElse(true))
                .ifPresent(ask -> requests.add(request(RequestKind.ASK, ask.id(), after, isApproved(plan), facts)));
        return requests;
    }

    /** An approved recovery waits for nobody, and counts all the same. */
    private static boolean opensUnasked(Plan plan, Budget budget) {
        return isApproved(plan) && budget.ask().isEmpty();
    }

    private static boolean isDenied(Plan plan) {
        return plan.withheld().stream().anyMatch(w -> w.getGuard() == Guard.BUDGET);
    }

    private static boolean isApproved(Plan plan) {
        return plan.issue().flatMap(issue -> issue.command().getApproval()).isPresent();
    }

    private static RecoveryRequest request(
            RequestKind kind, String id, PoolState state, boolean approved, PoolFacts facts) {
        return new RecoveryRequest(id, state.pool(), kind, approved, facts.now());
    }
}
