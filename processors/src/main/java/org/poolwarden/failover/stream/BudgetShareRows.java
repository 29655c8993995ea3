package org.poolwarden.failover.stream;

import org.apache.kafka.common.serialization.Serde;
import org.poolwarden.failover.BudgetShare;
import org.poolwarden.failover.stream.row.BudgetShareRow;

/** A pool's share as a row, and back. */
final class BudgetShareRows {

    private BudgetShareRows() {}

    static Serde<BudgetShare> serde() {
        return FailoverRows.BUDGET_SHARE.serde(
                share -> new BudgetShareRow(
                        share.id().orElse(null), share.queued().orElse(null)),
                row -> new BudgetShare(row.getId(), row.getQueued()));
    }
}
