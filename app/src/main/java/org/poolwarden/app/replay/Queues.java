package org.poolwarden.app.replay;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.poolwarden.failover.stream.Entry;
import org.poolwarden.schema.PoolCheckpoint;

/** The records that a processor had yet to read at the first checkpoint: by topic, in the order of their offsets. */
final class Queues {

    private final SortedMap<String, Deque<Entry>> byTopic = new TreeMap<>();

    private Queues() {}

    static Queues of(PoolHistory history) {
        Queues queues = new Queues();
        PoolCheckpoint first = history.checkpoints().get(0);
        Stream.concat(history.heartbeats().values().stream(), history.words().stream())
                .filter(entry -> isUnread(entry, first))
                .sorted(Comparator.comparingLong(Entry::offset))
                .forEach(entry -> queues.byTopic
                        .computeIfAbsent(entry.topic(), topic -> new ArrayDeque<>())
                        .add(entry));
        return queues;
    }

    /** Of a topic that the checkpoint does not name, what had been appended before it counts as read. */
    private static boolean isUnread(Entry entry, PoolCheckpoint first) {
        return Positions.isAfter(entry, first)
                || (!Positions.isBefore(entry, first) && !entry.at().isBefore(first.getAt()));
    }

    Stream<Entry> all() {
        return byTopic.values().stream().flatMap(Deque::stream);
    }

    /** The next record of each topic. */
    Stream<Entry> heads() {
        return byTopic.values().stream().flatMap(queue -> queue.stream().limit(1));
    }

    void remove(Entry head) {
        byTopic.get(head.topic()).remove();
    }
}
