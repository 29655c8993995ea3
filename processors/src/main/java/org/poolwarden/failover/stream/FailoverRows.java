package org.poolwarden.failover.stream;

import org.poolwarden.failover.stream.row.FleetRow;
import org.poolwarden.failover.stream.row.PoolRow;
import org.poolwarden.failover.stream.row.WatchRow;
import org.poolwarden.shell.RowBytes;

/** The rows of the failover topology's stores, as bytes. */
final class FailoverRows {

    static final RowBytes<PoolRow> POOL = new RowBytes<>(PoolRow.class);
    static final RowBytes<FleetRow> FLEET = new RowBytes<>(FleetRow.class);
    static final RowBytes<WatchRow> WATCH = new RowBytes<>(WatchRow.class);

    private FailoverRows() {}
}
