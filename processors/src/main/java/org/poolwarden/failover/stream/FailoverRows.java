package org.poolwarden.failover.stream;

import org.poolwarden.failover.stream.row.BudgetShareRow;
import org.poolwarden.failover.stream.row.PoolRow;
import org.poolwarden.failover.stream.row.WatchRow;
import org.poolwarden.shell.RowBytes;

/** The rows of the failover topology's stores, as bytes. */
final class FailoverRows {

    static final RowBytes<PoolRow> POOL = new RowBytes<>(PoolRow.class);
    static final RowBytes<BudgetShareRow> BUDGET_SHARE = new RowBytes<>(BudgetShareRow.class);
    static final RowBytes<WatchRow> WATCH = new RowBytes<>(WatchRow.class);

    private FailoverRows() {}
}
