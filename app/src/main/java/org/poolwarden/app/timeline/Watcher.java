package org.poolwarden.app.timeline;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.poolwarden.schema.topic.Topic;
import org.poolwarden.schema.wire.BadRecordException;
import org.poolwarden.schema.wire.WireCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads topics from their beginning as any consumer could: what is committed, as soon as it is. */
public final class Watcher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Watcher.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<String, byte[]> consumer;
    private final Map<String, BiConsumer<Instant, byte[]>> readers = new HashMap<>();
    private final WireCodec codec;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread thread = new Thread(this::read, "watcher");

    /**
     * @param codec of its own
     */
    public Watcher(String bootstrap, WireCodec codec) {
        this.codec = codec;
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        thread.setDaemon(true);
    }

    /**
     * Before it starts.
     *
     * @param reader gets the record's timestamp and the record, on a thread of the watcher's own
     */
    public <V extends SpecificRecord> Watcher on(Topic<V> topic, BiConsumer<Instant, V> reader) {
        Deserializer<V> deserializer = codec.deserializer(topic);
        readers.put(topic.name(), (at, value) -> reader.accept(at, deserializer.deserialize(topic.name(), value)));
        return this;
    }

    public Watcher start() {
        List<TopicPartition> partitions = readers.keySet().stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        thread.start();
        return this;
    }

    private void read() {
        try (consumer) {
            while (!closed.get()) {
                List<ConsumerRecord<String, byte[]>> read = new ArrayList<>();
                consumer.poll(POLL).forEach(read::add);
                read.sort(Comparator.comparingLong(ConsumerRecord::timestamp));
                read.forEach(this::show);
            }
        } catch (WakeupException e) {
            // That is how it is told to stop.
        }
    }

    private void show(ConsumerRecord<String, byte[]> record) {
        try {
            readers.get(record.topic()).accept(Instant.ofEpochMilli(record.timestamp()), record.value());
        } catch (BadRecordException e) {
            LOG.warn("not shown topic={} offset={}: {}", record.topic(), record.offset(), e.getMessage());
        }
    }

    @Override
    public void close() {
        closed.set(true);
        consumer.wakeup();
    }
}
