package org.poolwarden.app.replay;

import java.util.Optional;
import java.util.stream.Stream;
import org.poolwarden.failover.stream.Entry;
import org.poolwarden.schema.CheckpointReason;
import org.poolwarden.schema.PoolCheckpoint;

/** What a checkpoint says of the records around it. */
final class Positions {

    private Positions() {}

    /** Whether a record had certainly been read. */
    static boolean isBefore(Entry entry, PoolCheckpoint checkpoint) {
        return position(entry, checkpoint)
                .filter(last -> entry.offset() <= last)
                .isPresent();
    }

    /** Whether a record had certainly not been read. */
    static boolean isAfter(Entry entry, PoolCheckpoint checkpoint) {
        return position(entry, checkpoint).filter(last -> entry.offset() > last).isPresent();
    }

    /** Whether a checkpoint was taken right after a record. */
    static boolean isLast(Entry entry, PoolCheckpoint checkpoint) {
        return checkpoint.getReason() != CheckpointReason.RESTORED
                && entry.at().equals(checkpoint.getAt())
                && position(entry, checkpoint)
                        .filter(last -> entry.offset() == last)
                        .isPresent();
    }

    /** Whether a record was the first that a processor read of the pool, which had just begun to listen. */
    static boolean isFirst(Entry entry, PoolCheckpoint checkpoint) {
        return checkpoint.getReason() == CheckpointReason.RESTORED
                && entry.at().equals(checkpoint.getAt())
                && position(entry, checkpoint)
                        .filter(last -> entry.offset() == last + 1)
                        .isPresent();
    }

    /** The record that a checkpoint was taken right after; empty when there is none, or when it is gone. */
    static Optional<Entry> last(PoolCheckpoint checkpoint, PoolHistory history) {
        return Stream.concat(history.heartbeats().values().stream(), history.words().stream())
                .filter(entry -> isLast(entry, checkpoint))
                .findFirst();
    }

    private static Optional<Long> position(Entry entry, PoolCheckpoint checkpoint) {
        return Optional.ofNullable(checkpoint.getPositions().get(entry.topic()));
    }
}
