package org.poolwarden.app.replay;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.poolwarden.failover.stream.Entry;
import org.poolwarden.schema.PoolCheckpoint;

/**
 * How far back the topic of heartbeats reaches.
 *
 * @param beginnings by partition: the first offset that is still there
 * @param first by partition: the first offset since the window began
 */
record Reach(String topic, Map<Integer, Long> beginnings, Map<Integer, Long> first) {

    Reach {
        beginnings = Map.copyOf(beginnings);
        first = Map.copyOf(first);
    }

    /** Whether the topic has lost what lay before the window. */
    boolean isCut(PoolCheckpoint checkpoint) {
        long beginning = beginning(checkpoint);
        return beginning > 0 && first.getOrDefault(checkpoint.getPartition(), beginning) <= beginning;
    }

    /** Whether no heartbeat is gone that was read after a checkpoint. One that names no heartbeat had read none yet. */
    boolean follows(PoolCheckpoint checkpoint, SortedMap<Long, Entry> heartbeats) {
        long beginning = beginning(checkpoint);
        return Optional.ofNullable(checkpoint.getPositions().get(topic))
                .map(last -> beginning <= last + 1)
                .orElseGet(() -> beginning == 0
                        || heartbeats.values().stream()
                                .anyMatch(entry -> entry.at().isBefore(checkpoint.getAt())));
    }

    private long beginning(PoolCheckpoint checkpoint) {
        return beginnings.getOrDefault(checkpoint.getPartition(), 0L);
    }
}
