package org.poolwarden.failover;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.poolwarden.schema.Guard;
import org.poolwarden.schema.WithheldCommand;

/**
 * What must hold before a lost master loses its power.
 *
 * @param approval a valid approval of this very fence; empty when there is none
 * @param hasCandidate whether anybody could be promoted then
 */
record FenceGuards(
        PoolFacts facts,
        PoolState state,
        String oldMaster,
        Order order,
        Optional<Approval> approval,
        boolean hasCandidate) {

    /** Every guard that holds it back, in the order of docs/verdicts.md; empty when all are satisfied. */
    List<WithheldCommand> failing() {
        LossGuards loss = new LossGuards(facts, oldMaster, order);
        List<WithheldCommand> withheld = new ArrayList<>();
        loss.alive().ifPresent(withheld::add);
        if (approval.filter(a -> a.names(oldMaster)).isEmpty()) {
            loss.majority(order.isApproved()).ifPresent(withheld::add);
        }
        HaGuard.failing(order, facts, state).ifPresent(withheld::add);
        withheld.addAll(PermissionGuards.failing(order, facts, state));
        if (!hasCandidate && !order.isApproved()) {
            withheld.add(order.withheld(
                    Guard.CANDIDATE, "an approval, or a slave that could be promoted: its VMs would die for nobody"));
        }
        withheld.addAll(OpeningGuards.failing(order, facts, state));
        return withheld;
    }
}
