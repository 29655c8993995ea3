package org.poolwarden.failover;

import java.util.ArrayList;
import java.util.List;
import org.poolwarden.schema.WithheldCommand;

/** What must hold before a lost master loses its power. */
record FenceGuards(PoolFacts facts, PoolState state, String oldMaster, Order order) {

    /** Every guard that holds it back, in the order of docs/verdicts.md; empty when all are satisfied. */
    List<WithheldCommand> failing() {
        LossGuards loss = new LossGuards(facts, oldMaster, order);
        List<WithheldCommand> withheld = new ArrayList<>();
        loss.alive().ifPresent(withheld::add);
        loss.majority(order.isApproved()).ifPresent(withheld::add);
        HaGuard.failing(order, facts, state).ifPresent(withheld::add);
        withheld.addAll(PermissionGuards.failing(order, facts, state));
        withheld.addAll(OpeningGuards.failing(order, facts, state));
        return withheld;
    }
}
