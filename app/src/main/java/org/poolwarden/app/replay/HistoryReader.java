package org.poolwarden.app.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.poolwarden.app.operate.Cluster;
import org.poolwarden.app.operate.Trouble;
import org.poolwarden.failover.stream.Entry;
import org.poolwarden.schema.PoolCheckpoint;
import org.poolwarden.schema.topic.Topic;
import org.poolwarden.schema.topic.Topics;

/**
 * Reads what the topics hold of some pools, for a window: heartbeats from the newest checkpoint before it on, and the
 * quiet topics from their beginning.
 */
public final class HistoryReader {

    /** A tick is judged by the processor's clock, which may be ahead of the brokers'. */
    private static final Duration SKEW = Duration.ofMinutes(1);

    private final Cluster cluster;
    private final Topics topics;
    private final Window window;
    private final Set<String> pools;

    public HistoryReader(Cluster cluster, Window window, Set<String> pools) {
        this.cluster = cluster;
        this.topics = cluster.topics();
        this.window = window;
        this.pools = Set.copyOf(pools);
    }

    /** One history for each pool, ordered by name. */
    public List<PoolHistory> read() throws Trouble {
        Map<String, CheckpointBook> books = books();
        Reach reach = new Reach(
                topics.heartbeats().name(),
                cluster.beginnings(topics.heartbeats()),
                cluster.firstSince(window.from(), topics.heartbeats()));
        Map<String, List<Entry>> heartbeats = entries(topics.heartbeats(), offsets(books));
        Map<String, List<Entry>> words = words();
        Map<String, Testimony> testimonies =
                new TestimonyReader(cluster, pools).read(since(books).minus(SKEW));
        return pools.stream()
                .sorted()
                .map(pool -> {
                    SortedMap<Long, Entry> heard = byOffset(heartbeats.getOrDefault(pool, List.of()));
                    CheckpointBook book = books.get(pool);
                    List<PoolCheckpoint> usable = book.usable(heard, reach);
                    return new PoolHistory(
                            pool,
                            usable,
                            heard,
                            words.getOrDefault(pool, List.of()),
                            testimonies.getOrDefault(pool, Testimony.NONE),
                            book.notes(usable, window, reach));
                })
                .toList();
    }

    private Map<String, CheckpointBook> books() throws Trouble {
        Map<String, CheckpointBook> books = new HashMap<>();
        pools.forEach(pool -> books.put(pool, new CheckpointBook()));
        Topic<PoolCheckpoint> topic = topics.checkpoints();
        cluster.readFrom(cluster.beginnings(topic), pools, topic).forEach(entry -> entry.value()
                .ifPresent(checkpoint -> books.get(entry.key()).add(checkpoint, window)));
        return books;
    }

    private Map<Integer, Long> offsets(Map<String, CheckpointBook> books) {
        Map<Integer, Long> offsets = new HashMap<>();
        books.values().forEach(book -> book.offsets(topics.heartbeats().name())
                .forEach((partition, offset) -> offsets.merge(partition, offset, Math::min)));
        return offsets;
    }

    private Instant since(Map<String, CheckpointBook> books) {
        return books.values().stream()
                .flatMap(book -> book.begins().stream())
                .filter(window.from()::isAfter)
                .min(Instant::compareTo)
                .orElse(window.from());
    }

    private Map<String, List<Entry>> words() throws Trouble {
        Map<String, List<Entry>> words = new HashMap<>();
        for (Topic<? extends SpecificRecord> topic :
                List.of(topics.policies(), topics.operatorActions(), topics.outcomes(), topics.grants())) {
            entries(topic, cluster.beginnings(topic))
                    .forEach((pool, entries) -> words.computeIfAbsent(pool, name -> new ArrayList<>())
                            .addAll(entries));
        }
        return words;
    }

    /** By key; a tombstone is none. */
    private <V extends SpecificRecord> Map<String, List<Entry>> entries(Topic<V> topic, Map<Integer, Long> from)
            throws Trouble {
        Map<String, List<Entry>> entries = new HashMap<>();
        cluster.readBetween(from, window.to(), pools, topic).forEach(read -> read.value()
                .map(value -> new Entry(value, read.at(), read.topic(), read.partition(), read.offset()))
                .ifPresent(entry -> entries.computeIfAbsent(read.key(), pool -> new ArrayList<>())
                        .add(entry)));
        return entries;
    }

    private static SortedMap<Long, Entry> byOffset(List<Entry> entries) {
        return entries.stream()
                .collect(Collectors.toMap(Entry::offset, entry -> entry, (one, same) -> one, TreeMap::new));
    }
}
