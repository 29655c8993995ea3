package org.poolwarden.app.rehearse;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.BiConsumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.StreamsConfig;
import org.poolwarden.app.rehearse.VirtualProcessor.Incoming;
import org.poolwarden.app.rehearse.VirtualProcessor.Outgoing;
import org.poolwarden.failover.Tolerance;
import org.poolwarden.failover.stream.FailoverStreams;
import org.poolwarden.failover.stream.FailoverTopology;
import org.poolwarden.schema.topic.Topic;
import org.poolwarden.schema.topic.Topics;
import org.poolwarden.schema.wire.WireCodec;
import org.poolwarden.sim.VirtualClock;

/**
 * The topics and the real failover topology on them, in virtual time and without a broker.
 *
 * <p>Under exactly_once_v2 what the topology writes, its changelogs and how far it has read become true together, at a
 * commit. So it is here: commits come at multiples of the commit interval, and readers get what was written at the next
 * one. A crash drops everything since the last commit, as the broker aborts a transaction whose producer is gone; a
 * restarted topology has its stores from the changelogs and reads again what came after the last commit, with the append
 * times that it had. So a judgement that nobody saw is judged again, and one that was seen is not.
 *
 * <p>Kinder than Kafka: the topics have one partition each and a restart takes no time. What the topology writes to a
 * topic that it reads itself it reads at once, within the same commit. Offsets begin at zero in each of its lives.
 */
final class VirtualTopics implements AutoCloseable {

    private static final String APPLICATION = "rehearsal";

    /** Stores in memory make no directory of it. */
    private static final Path NO_STATE = Path.of("no-state");

    private final Topics topics = Topics.defaults();
    private final WireCodec codec = new WireCodec(new MockSchemaRegistryClient());
    private final VirtualClock clock;
    private final Tolerance tolerance;
    private final Duration commitInterval;
    private final Map<String, BiConsumer<Instant, byte[]>> readers = new HashMap<>();
    private final Map<String, Serializer<? extends SpecificRecord>> serializers = new HashMap<>();
    private final VirtualChangelog changelog = new VirtualChangelog(APPLICATION);
    private final Deque<Incoming> unread = new ArrayDeque<>();
    private final List<Incoming> read = new ArrayList<>();
    private final List<Outgoing> written = new ArrayList<>();
    private VirtualProcessor processor;
    private int lives;
    private boolean commitPlanned;

    /**
     * @param readers of what the topology writes
     */
    VirtualTopics(VirtualClock clock, Tolerance tolerance, Readers readers) {
        this.clock = clock;
        this.tolerance = tolerance;
        this.commitInterval =
                Duration.ofMillis(((Number) config().get(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG)).longValue());
        reader(topics.findings(), readers.findings());
        reader(topics.alerts(), readers.alerts());
        reader(topics.commands(), readers.commands());
        reader(topics.outcomes(), readers.outcomes());
        start();
    }

    private <V extends SpecificRecord> void reader(Topic<V> topic, BiConsumer<Instant, V> reader) {
        Deserializer<V> deserializer = codec.deserializer(topic);
        readers.put(topic.name(), (at, value) -> reader.accept(at, deserializer.deserialize(topic.name(), value)));
    }

    private Properties config() {
        return FailoverStreams.config(APPLICATION, "no-broker:9092", NO_STATE, topics.deadLetters());
    }

    Topics topics() {
        return topics;
    }

    /** Appends {@code value} now; the topology reads it as soon as it runs. */
    <V extends SpecificRecord> void append(Topic<V> topic, String key, V value) {
        @SuppressWarnings("unchecked")
        Serializer<V> serializer =
                (Serializer<V>) serializers.computeIfAbsent(topic.name(), name -> codec.serializer(topic));
        append(topic, key, serializer.serialize(topic.name(), value));
    }

    /** Appends bytes, which need not be a record. */
    void append(Topic<?> topic, String key, byte[] bytes) {
        unread.add(new Incoming(topic.name(), key.getBytes(StandardCharsets.UTF_8), bytes, clock.now()));
        tick();
    }

    /** Lets the topology's wall clock strike, and lets it read what there is. */
    void tick() {
        if (processor == null) {
            return;
        }
        processor.advanceTo(clock.now());
        written.addAll(processor.written());
        while (!unread.isEmpty()) {
            Incoming record = unread.remove();
            processor.read(record);
            read.add(record);
            written.addAll(processor.written());
        }
        planCommit();
    }

    private void planCommit() {
        if (!commitPlanned && (!read.isEmpty() || !written.isEmpty())) {
            commitPlanned = true;
            long interval = commitInterval.toMillis();
            long since = clock.now().toEpochMilli() % interval;
            int life = lives;
            clock.after(Duration.ofMillis(interval - since), () -> commit(life));
        }
    }

    private void commit(int life) {
        if (life != lives) {
            return;
        }
        commitPlanned = false;
        read.clear();
        List<Outgoing> committed = List.copyOf(written);
        written.clear();
        committed.forEach(this::publish);
    }

    private void publish(Outgoing outgoing) {
        if (changelog.isChangelog(outgoing.topic())) {
            changelog.commit(outgoing.topic(), outgoing.records());
        } else if (readers.containsKey(outgoing.topic())) {
            BiConsumer<Instant, byte[]> reader = readers.get(outgoing.topic());
            outgoing.records().forEach(record -> reader.accept(clock.now(), record.value()));
        }
    }

    /** The topology dies without a commit; nothing happens when it is dead. */
    void crash() {
        if (processor == null) {
            return;
        }
        processor.close();
        processor = null;
        lives++;
        commitPlanned = false;
        written.clear();
        for (int i = read.size() - 1; i >= 0; i--) {
            unread.addFirst(read.get(i));
        }
        read.clear();
    }

    /** The topology comes back as far as it had committed, and reads on; nothing happens when it runs. */
    void start() {
        if (processor == null) {
            processor = new VirtualProcessor(
                    new FailoverTopology(topics, codec, tolerance).inMemory().get(), config(), changelog, clock.now());
            tick();
        }
    }

    @Override
    public void close() {
        crash();
    }
}
