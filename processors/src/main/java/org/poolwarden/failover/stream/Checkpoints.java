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
 * When a pool's checkpoint is due, and what stands in it: one when a processor begins to listen, and one every half hour
 * while it listens. A replay begins at one of them.
 */
final class Checkpoints {

    private static final Duration PERIOD = Duration.ofMinutes(30);

    private final Map<String, Long> positions = new HashMap<>();
    private final Map<String, Instant> taken = new HashMap<>();
    private int partition;

    /** A record has been read, of whichever pool. */
    void read(Entry entry) {
        positions.put(entry.topic(), entry.offset());
        partition = entry.partition();
    }

    /** The partition is somebody else's now, or ours afresh. */
    void clear() {
        positions.clear();
        taken.clear();
    }

    /** A pool of which only the store has told, before its first record. */
    PoolCheckpoint restored(WatchedPool pool, Entry first) {
        Map<String, Long> before = new HashMap<>(positions);
        before.put(first.topic(), first.offset() - 1);
        partition = first.partition();
        return taken(pool, first.at(), CheckpointReason.RESTORED, before);
    }

    /** The pool after a record, when another checkpoint is due. */
    Optional<PoolCheckpoint> periodic(WatchedPool pool, Entry last) {
        boolean due = Optional.ofNullable(taken.get(pool.name()))
                .map(at -> !at.plus(PERIOD).isAfter(last.at()))
                .orElse(true);
        return due ? Optional.of(taken(pool, last.at(), CheckpointReason.PERIODIC, positions)) : Optional.empty();
    }

    private PoolCheckpoint taken(WatchedPool pool, Instant at, CheckpointReason reason, Map<String, Long> read) {
        taken.put(pool.name(), at);
        return PoolCheckpoint.newBuilder()
                .setPool(pool.name())
                .setAt(at)
                .setReason(reason)
                .setPositions(new HashMap<>(read))
                .setPartition(partition)
                .setRow(WatchRows.toBytes(pool))
                .build();
    }
}
