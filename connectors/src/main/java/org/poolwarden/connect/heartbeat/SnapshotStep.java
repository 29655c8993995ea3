package org.poolwarden.connect.heartbeat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.poolwarden.connect.pool.Rhythm;
import org.poolwarden.connect.pool.Timer;
import org.poolwarden.schema.Member;
import org.poolwarden.schema.PoolSnapshot;
import org.poolwarden.xapi.HostRecord;
import org.poolwarden.xapi.PoolRecord;
import org.poolwarden.xapi.StorageRecord;
import org.poolwarden.xapi.XapiClient;
import org.poolwarden.xapi.XapiSession;

/** Step 5 of an interview: the pool as a master's own database describes it. */
final class SnapshotStep {

    private final Rhythm rhythm;
    private final XapiClient client;
    private final Timer timer;

    SnapshotStep(Rhythm rhythm, XapiClient client, Timer timer) {
        this.rhythm = rhythm;
        this.client = client;
        this.timer = timer;
    }

    /** Four calls, one after the other, each within D. Empty when any of them brought nothing. */
    CompletionStage<Optional<PoolSnapshot>> read(XapiSession session) {
        var deadline = rhythm.deadline().dividedBy(4);
        return client.poolRecord(session, deadline)
                .thenCompose(pool -> client.hostRecords(session, deadline)
                        .thenCompose(hosts -> client.liveHosts(session, deadline)
                                .thenCompose(live -> client.storageRecords(session, deadline)
                                        .thenApply(storage -> snapshot(pool, hosts, live, storage)))))
                .handleAsync((snapshot, error) -> Optional.ofNullable(snapshot), timer);
    }

    private static PoolSnapshot snapshot(
            PoolRecord pool, Map<String, HostRecord> hosts, Map<String, Boolean> live, List<StorageRecord> storage) {
        List<Member> members = new ArrayList<>();
        hosts.values().forEach(host -> members.add(member(host, live)));
        HostRecord master = hosts.get(pool.masterRef());
        return PoolSnapshot.newBuilder()
                .setPoolUuid(pool.uuid())
                .setPoolLabel(pool.nameLabel())
                .setMasterUuid(master == null ? "" : master.uuid())
                .setHaEnabled(pool.haEnabled())
                .setHosts(members)
                .setSharedStorage(storage.stream()
                        .filter(StorageRecord::shared)
                        .map(StorageRecord::type)
                        .distinct()
                        .sorted()
                        .toList())
                .build();
    }

    private static Member member(HostRecord host, Map<String, Boolean> live) {
        return Member.newBuilder()
                .setUuid(host.uuid())
                .setName(host.nameLabel())
                .setAddress(host.address())
                .setEnabled(host.enabled())
                .setLive(live.getOrDefault(host.metricsRef(), false))
                .setVersion(host.productVersion())
                .setAgentStartTime(host.agentStartTime())
                .build();
    }
}
