package org.poolwarden.failover.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.poolwarden.failover.WatchedPool;
import org.poolwarden.schema.CheckpointReason;
import org.poolwarden.schema.PoolCheckpoint;

/**
 * What has been read of each pool, and when a checkpoint is due: when a processor begins to listen, when it has caught up
 * after a lag, after each word of a person, an executor or the fleet, and every half hour. A replay begins at one of
 * them; those after words also tell it which heartbeats had overtaken a word.
 */
final class Checkpoints {

    private static final Duration PERIOD = Duration.ofMinutes(30);

    private final Map<String, Long> positions = new HashMap<>();
    private final Map<String, String> lastRecords = new HashMap<>();
    private final Map<String, Instant> taken = new HashMap<>();
    private final Map<String, Instant> lateSince = new HashMap<>();

    /** The partition is somebody else's now, or ours afresh. */
    void clear() {
        positions.clear();
        lastRecords.clear();
        taken.clear();
        lateSince.clear();
    }

    boolean hasHeardOf(String pool) {
        return lastRecords.containsKey(pool);
    }

    void read(String pool, Entry entry) {
        positions.put(entry.topic(), entry.offset());
        lastRecords.put(pool, entry.place());
    }

    /** A record came too late to be judged. */
    void late(String pool, Entry entry) {
        lateSince.putIfAbsent(pool, entry.at());
    }

    /** What makes a tick's place among the pool's records, so that a replay can let time look in there again. */
    String tick(String pool) {
        String last = lastRecords.get(pool);
        return last == null ? "tick" : "tick after " + last;
    }

    /** A pool of which only the store has told, before its first record. */
    PoolCheckpoint restored(WatchedPool pool, Entry first) {
        Map<String, Long> before = new HashMap<>(positions);
        before.put(first.topic(), first.offset() - 1);
        return taken(pool, first, CheckpointReason.RESTORED)
                .setPositions(before)
                .build();
    }

    /** The pool after the first record in time after a lag, not yet judged; empty when there was none. */
    Optional<PoolCheckpoint> lagged(WatchedPool pool, Entry last) {
        return Optional.ofNullable(lateSince.remove(pool.name()))
                .map(since -> taken(pool, last, CheckpointReason.LAGGED)
                        .setAfter(last.place())
                        .setUnjudgedSince(since)
                        .build());
    }

    /** The pool after a record and what followed from it, when another checkpoint is due. */
    Optional<PoolCheckpoint> due(WatchedPool pool, Entry last) {
        boolean isOld = Optional.ofNullable(taken.get(pool.name()))
                .map(at -> !at.plus(PERIOD).isAfter(last.at()))
                .orElse(true);
        if (last.isHeartbeat() && !isOld) {
            return Optional.empty();
        }
        CheckpointReason reason = last.isHeartbeat() ? CheckpointReason.PERIODIC : CheckpointReason.WORD;
        return Optional.of(taken(pool, last, reason).setAfter(last.place()).build());
    }

    private PoolCheckpoint.Builder taken(WatchedPool pool, Entry entry, CheckpointReason reason) {
        Instant at = pool.instantOf(entry.at());
        taken.put(pool.name(), at);
        return PoolCheckpoint.newBuilder()
                .setPool(pool.name())
                .setAt(at)
                .setReason(reason)
                .setPositions(new HashMap<>(positions))
                .setPartition(entry.partition())
                .setRow(WatchRows.toBytes(pool));
    }
}
