package org.poolwarden.app.replay;

import java.util.Map;
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
        return checkpoint.getAfter().filter(entry.place()::equals).isPresent();
    }

    /** Whether a checkpoint was taken after what its last record led to. */
    static boolean isJudged(PoolCheckpoint checkpoint) {
        return checkpoint.getReason() == CheckpointReason.PERIODIC || checkpoint.getReason() == CheckpointReason.WORD;
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

    /** Whether what a cause led to had been decided: a record that had been read, or time between two of these. */
    static boolean isDecidedBefore(String cause, PoolCheckpoint checkpoint) {
        String place = Decided.placeOf(cause);
        boolean isLast = checkpoint.getAfter().filter(place::equals).isPresent();
        if (isLast) {
            return isJudged(checkpoint) && !Decided.isTick(cause);
        }
        return checkpoint.getPositions().entrySet().stream().anyMatch(read -> isUpTo(place, read, checkpoint));
    }

    private static boolean isUpTo(String place, Map.Entry<String, Long> read, PoolCheckpoint checkpoint) {
        String partition = read.getKey() + "-" + checkpoint.getPartition() + "@";
        return place.startsWith(partition) && Long.parseLong(place.substring(partition.length())) <= read.getValue();
    }

    private static Optional<Long> position(Entry entry, PoolCheckpoint checkpoint) {
        return Optional.ofNullable(checkpoint.getPositions().get(entry.topic()));
    }
}
