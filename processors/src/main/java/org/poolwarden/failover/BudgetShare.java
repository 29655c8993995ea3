package org.poolwarden.failover;

import java.util.Optional;

/**
 * What a pool has of the fleet's budget: a grant, a place in the queue for one, or neither.
 *
 * @param id of the recovery it is about; empty when the pool has only joined
 * @param queued place in the queue, ascending; empty when nothing is waited for
 */
public record BudgetShare(Optional<String> id, Optional<Long> queued) {

    public static final BudgetShare NONE = new BudgetShare(Optional.empty(), Optional.empty());

    static BudgetShare granted(String id) {
        return new BudgetShare(Optional.of(id), Optional.empty());
    }

    static BudgetShare waiting(String id, long queued) {
        return new BudgetShare(Optional.of(id), Optional.of(queued));
    }

    boolean isFor(String recovery) {
        return id.filter(recovery::equals).isPresent();
    }

    boolean isGranted() {
        return id.isPresent() && queued.isEmpty();
    }
}
