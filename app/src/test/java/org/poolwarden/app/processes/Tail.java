package org.poolwarden.app.processes;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.poolwarden.schema.topic.Topic;
import org.poolwarden.schema.wire.WireCodec;

/** Reads a topic from its beginning, committed records only. Not for several threads. */
final class Tail<V extends SpecificRecord> implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<String, byte[]> consumer;
    private final Deserializer<V> deserializer;
    private final List<TopicPartition> partitions;

    Tail(String bootstrap, WireCodec codec, Topic<V> topic) {
        consumer = consumer(bootstrap);
        deserializer = codec.deserializer(topic);
        partitions = consumer.partitionsFor(topic.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    static KafkaConsumer<String, byte[]> consumer(String bootstrap) {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    /** What has come since it was last asked; does not wait for more. */
    List<Written<V>> poll() {
        List<Written<V>> read = new ArrayList<>();
        consumer.poll(Duration.ZERO).forEach(record -> read.add(written(record)));
        return read;
    }

    /** All until the present end of what is committed. */
    List<Written<V>> rest() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        List<Written<V>> read = new ArrayList<>();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(POLL).forEach(record -> read.add(written(record)));
        }
        return read;
    }

    private Written<V> written(ConsumerRecord<String, byte[]> record) {
        return new Written<>(
                record.key(),
                deserializer.deserialize(record.topic(), record.value()),
                record.partition(),
                record.offset(),
                Instant.ofEpochMilli(record.timestamp()));
    }

    @Override
    public void close() {
        consumer.close();
    }
}
