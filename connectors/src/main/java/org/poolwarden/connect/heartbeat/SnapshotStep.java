package org.poolwarden.connect.heartbeat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.poolwarden.connect.pool.Deadline;
import org.poolwarden.connect.pool.DiskPlaces;
import org.poolwarden.connect.pool.Rhythm;
import org.poolwarden.connect.pool.Timer;
import org.poolwarden.schema.Guest;
import org.poolwarden.schema.Member;
import org.poolwarden.schema.PoolSnapshot;
import org.poolwarden.xapi.GuestRecord;
import org.poolwarden.xapi.HostRecord;
import org.poolwarden.xapi.PoolRecord;
import org.poolwarden.xapi.XapiClient;
import org.poolwarden.xapi.XapiSession;

/** Step 5 of an interview: the pool as a master's own database describes it, and the clocks of its live hosts. */
final class SnapshotStep {

    /**
     * What was told.
     *
     * @param clocks by how much each live host's clock is ahead of the observer's, by uuid
     */
    record Told(PoolSnapshot snapshot, Map<String, Duration> clocks) {}

    private static final int LANES = 4;

    private final Rhythm rhythm;
    private final XapiClient client;
    private final Timer timer;

    SnapshotStep(Rhythm rhythm, XapiClient client, Timer timer) {
        this.rhythm = rhythm;
        this.client = client;
        this.timer = timer;
    }

    /** The records one after the other, then the clocks, all within D. Empty when a record brought nothing. */
    CompletionStage<Optional<Told>> read(XapiSession session) {
        Deadline deadline = Deadline.in(rhythm.deadline(), timer);
        return client.poolRecord(session, deadline.left())
                .thenCompose(pool -> client.liveHosts(session, deadline.left())
                        .thenCompose(live -> DiskPlaces.read(client, session, deadline)
                                .thenCompose(places -> clocks(session, places, live, deadline)
                                        .thenApply(clocks -> new Told(snapshot(pool, places, live), clocks)))))
                .handleAsync((told, error) -> Optional.ofNullable(told), timer);
    }

    /** A few hosts at a time, so that a master's connections for this are few and can be kept. */
    private CompletionStage<Map<String, Duration>> clocks(
            XapiSession session, DiskPlaces places, Map<String, Boolean> live, Deadline deadline) {
        Map<String, Duration> clocks = new HashMap<>();
        List<CompletionStage<Void>> lanes =
                new ArrayList<>(Collections.nCopies(LANES, CompletableFuture.completedStage(null)));
        places.hosts().forEach((ref, host) -> {
            if (live.getOrDefault(host.metricsRef(), false)) {
                CompletionStage<Void> before = lanes.remove(0);
                lanes.add(before.thenCompose(done -> clock(session, ref, deadline)
                        .thenAccept(ahead -> ahead.ifPresent(by -> clocks.put(host.uuid(), by)))));
            }
        });
        return lanes.stream()
                .reduce((some, lane) -> some.thenCombine(lane, (done, too) -> null))
                .orElseThrow()
                .thenApply(all -> clocks);
    }

    /**
     * By how much a host is ahead of our steady time, which nobody sets between this and the next. XAPI tells whole
     * seconds: half of one is added, and half of the time that the question took.
     */
    private CompletionStage<Optional<Duration>> clock(XapiSession session, String ref, Deadline deadline) {
        Instant asked = timer.steady();
        Duration patience = deadline.left(rhythm.deadline().dividedBy(4));
        return client.serverTime(session, ref, patience)
                .handleAsync((told, error) -> Optional.ofNullable(told).map(time -> ahead(asked, time)), timer);
    }

    private Duration ahead(Instant asked, Instant told) {
        Instant middle = asked.plus(Duration.between(asked, timer.steady()).dividedBy(2));
        return Duration.between(middle, told.plusMillis(500));
    }

    private static PoolSnapshot snapshot(PoolRecord pool, DiskPlaces places, Map<String, Boolean> live) {
        List<Member> members = new ArrayList<>();
        places.hosts().values().forEach(host -> members.add(member(host, live)));
        HostRecord master = places.hosts().get(pool.masterRef());
        return PoolSnapshot.newBuilder()
                .setPoolUuid(pool.uuid())
                .setPoolLabel(pool.nameLabel())
                .setMasterUuid(master == null ? "" : master.uuid())
                .setHaEnabled(pool.haEnabled())
                .setHosts(ordered(members))
                .setSharedStorage(places.sharedTypes())
                .setVms(guests(places))
                .build();
    }

    private static List<Member> ordered(List<Member> members) {
        return members.stream()
                .sorted(java.util.Comparator.comparing(Member::getUuid))
                .toList();
    }

    private static List<Guest> guests(DiskPlaces places) {
        Set<String> shared = places.guestsOnSharedStorage();
        return places.guests().entrySet().stream()
                .map(entry -> guest(entry.getValue(), places, shared.contains(entry.getKey())))
                .sorted(java.util.Comparator.comparing(Guest::getUuid))
                .toList();
    }

    private static Guest guest(GuestRecord guest, DiskPlaces places, boolean sharedDisks) {
        HostRecord host = places.hosts().get(guest.residentOnRef());
        return Guest.newBuilder()
                .setUuid(guest.uuid())
                .setName(guest.nameLabel())
                .setPowerState(guest.powerState())
                .setResidentOn(host == null ? null : host.uuid())
                .setRestartPriority(guest.restartPriority())
                .setOrder(guest.order())
                .setSharedDisks(sharedDisks)
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
