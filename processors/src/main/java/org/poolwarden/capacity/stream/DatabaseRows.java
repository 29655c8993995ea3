package org.poolwarden.capacity.stream;

import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serde;
import org.poolwarden.capacity.SrFacts;
import org.poolwarden.capacity.VmPower;
import org.poolwarden.capacity.stream.row.SrRow;
import org.poolwarden.capacity.stream.row.VmPowerRow;
import org.poolwarden.shell.RowBytes;

/** What is kept of a pool's database as rows, and back. */
final class DatabaseRows {

    private DatabaseRows() {}

    static Serde<SrFacts> srs() {
        return new RowBytes<>(SrRow.class)
                .serde(
                        sr -> new SrRow(
                                sr.ref(),
                                sr.uuid(),
                                sr.name(),
                                sr.type(),
                                sr.shared(),
                                sr.size().orElse(null),
                                sr.used().orElse(null)),
                        row -> new SrFacts(
                                row.getRef(),
                                row.getUuid(),
                                row.getName(),
                                row.getType(),
                                row.getShared(),
                                row.getSize(),
                                row.getUsed()));
    }

    static Serde<VmPower> vms() {
        return new RowBytes<>(VmPowerRow.class).serde(DatabaseRows::toRow, DatabaseRows::toPower);
    }

    private static VmPowerRow toRow(VmPower vm) {
        Long startedAt = vm.startedAt().map(Instant::toEpochMilli).orElse(null);
        return new VmPowerRow(vm.state(), vm.knownSince().toEpochMilli(), startedAt);
    }

    private static VmPower toPower(VmPowerRow row) {
        Optional<Instant> startedAt = row.getStartedAt().map(Instant::ofEpochMilli);
        return new VmPower(row.getState(), Instant.ofEpochMilli(row.getKnownSince()), startedAt);
    }
}
