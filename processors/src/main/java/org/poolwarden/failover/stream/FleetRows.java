package org.poolwarden.failover.stream;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.serialization.Serde;
import org.poolwarden.failover.Fleet;
import org.poolwarden.failover.stream.row.FleetRow;
import org.poolwarden.failover.stream.row.PoolAskRow;

/** The fleet as a row, and back. */
final class FleetRows {

    private FleetRows() {}

    static Serde<Fleet> serde() {
        return FailoverRows.FLEET.serde(FleetRows::toRow, FleetRows::toFleet);
    }

    private static FleetRow toRow(Fleet fleet) {
        return FleetRow.newBuilder()
                .setPools(fleet.pools().stream().toList())
                .setRecovering(fleet.recovering().entrySet().stream()
                        .map(entry -> new PoolAskRow(entry.getKey(), entry.getValue()))
                        .toList())
                .setWaiting(fleet.waiting().stream()
                        .map(waiting -> new PoolAskRow(waiting.pool(), waiting.id()))
                        .toList())
                .build();
    }

    private static Fleet toFleet(FleetRow row) {
        SortedMap<String, String> recovering = new TreeMap<>();
        row.getRecovering().forEach(ask -> recovering.put(ask.getPool(), ask.getId()));
        return new Fleet(
                new TreeSet<>(row.getPools()),
                recovering,
                row.getWaiting().stream()
                        .map(ask -> new Fleet.Waiting(ask.getPool(), ask.getId()))
                        .toList());
    }
}
