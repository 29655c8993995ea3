package org.poolwarden.failover.stream;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.poolwarden.failover.HostView;
import org.poolwarden.failover.ObserverView;
import org.poolwarden.failover.OpenAlert;
import org.poolwarden.failover.PoolState;
import org.poolwarden.failover.PoolView;
import org.poolwarden.failover.Sighting;
import org.poolwarden.failover.Verdict;
import org.poolwarden.failover.WatchedPool;
import org.poolwarden.failover.WatchedPool.Streak;
import org.poolwarden.failover.stream.row.CleanRow;
import org.poolwarden.failover.stream.row.HostRow;
import org.poolwarden.failover.stream.row.ObserverRow;
import org.poolwarden.failover.stream.row.StreakRow;
import org.poolwarden.failover.stream.row.WatchRow;
import org.poolwarden.schema.VerdictKind;

/** All that a processor holds of a pool, as a row, and back. Heartbeats are named by their place and read again. */
final class WatchRows {

    private WatchRows() {}

    static ByteBuffer toBytes(WatchedPool pool) {
        return ByteBuffer.wrap(FailoverRows.WATCH.write(toRow(pool)));
    }

    /** The offsets of the heartbeats that a row names; all lie in one partition of one topic. */
    static List<Long> offsets(WatchRow row) {
        List<Long> offsets = new ArrayList<>();
        row.getObservers().forEach(observer -> observer.getHosts().forEach(host -> {
            offsets.add(host.getOffset());
            host.getToldOffset().ifPresent(offsets::add);
        }));
        return offsets;
    }

    /**
     * @param heartbeats the heartbeat at an offset of the pool's partition
     */
    static WatchedPool toPool(WatchRow row, LongFunction<Sighting> heartbeats) {
        PoolState state = PoolRows.toState(row.getPool());
        Map<String, OpenAlert.Clean> cleans = row.getCleans().stream()
                .collect(Collectors.toMap(
                        CleanRow::getKey, clean -> new OpenAlert.Clean(instant(clean.getSince()), clean.getRounds())));
        PoolState kept = new PoolState(
                state.standing(),
                state.said(),
                state.recovery(),
                state.promotions(),
                state.budget(),
                state.consents(),
                state.alerts().resuming(cleans),
                state.policy());
        SortedMap<String, ObserverView> observers = new TreeMap<>();
        row.getObservers().forEach(observer -> observers.put(observer.getName(), toView(observer, heartbeats)));
        PoolView view = new PoolView(observers, kept.standing(), instant(row.getListeningSince()));
        return new WatchedPool(
                row.getPool().getPool(), view, kept, row.getStreak().map(WatchRows::toStreak), row.getCalm());
    }

    private static WatchRow toRow(WatchedPool pool) {
        return WatchRow.newBuilder()
                .setPool(PoolRows.toRow(pool.state()))
                .setListeningSince(pool.view().listeningSince().toEpochMilli())
                .setCalm(pool.calm())
                .setStreak(pool.streak().map(WatchRows::toRow).orElse(null))
                .setCleans(pool.state().alerts().open().values().stream()
                        .flatMap(alert -> alert.clean().stream()
                                .map(clean ->
                                        new CleanRow(alert.key(), clean.since().toEpochMilli(), clean.rounds())))
                        .toList())
                .setObservers(pool.view().observers().values().stream()
                        .map(WatchRows::toRow)
                        .toList())
                .build();
    }

    private static StreakRow toRow(Streak streak) {
        return new StreakRow(
                streak.verdict().kind().name(),
                streak.verdict().hosts(),
                streak.since().toEpochMilli());
    }

    private static Streak toStreak(StreakRow row) {
        Verdict verdict = new Verdict(
                VerdictKind.valueOf(row.getVerdict()),
                Optional.empty(),
                row.getHosts(),
                "",
                Optional.empty(),
                Optional.empty());
        return new Streak(verdict, instant(row.getSince()));
    }

    private static ObserverRow toRow(ObserverView observer) {
        ObserverView.Arriving round = observer.round();
        return ObserverRow.newBuilder()
                .setName(observer.name())
                .setIncarnation(round.id().incarnation())
                .setRound(round.id().number())
                .setHeard(round.heard())
                .setHasWitnesses(round.surroundings().hasWitnesses())
                .setHasOthers(round.surroundings().hasOthers())
                .setReachesOthers(round.surroundings().reachesOthers())
                .setFinishedRounds(observer.finishedRounds())
                .setFinishedAt(observer.finishedAt().map(Instant::toEpochMilli).orElse(null))
                .setFinishedBefore(
                        observer.finishedBefore().map(Instant::toEpochMilli).orElse(null))
                .setHosts(observer.hosts().stream().map(HostRows::toRow).toList())
                .build();
    }

    private static ObserverView toView(ObserverRow row, LongFunction<Sighting> heartbeats) {
        ObserverView.Surroundings around =
                new ObserverView.Surroundings(row.getHasWitnesses(), row.getHasOthers(), row.getReachesOthers());
        List<HostView> hosts = new ArrayList<>();
        for (HostRow host : row.getHosts()) {
            hosts.add(HostRows.toView(host, heartbeats));
        }
        return new ObserverView(
                row.getName(),
                hosts,
                new ObserverView.Arriving(
                        new ObserverView.RoundId(row.getIncarnation(), row.getRound()), row.getHeard(), around),
                row.getFinishedRounds(),
                row.getFinishedAt().map(Instant::ofEpochMilli),
                row.getFinishedBefore().map(Instant::ofEpochMilli));
    }

    private static Instant instant(long millis) {
        return Instant.ofEpochMilli(millis);
    }
}
