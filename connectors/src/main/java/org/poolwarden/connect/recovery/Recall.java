package org.poolwarden.connect.recovery;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.poolwarden.schema.topic.Topic;
import org.poolwarden.schema.wire.BadRecordException;
import org.poolwarden.schema.wire.WireCodec;

/** Reads a topic from its beginning to its present end: what a task that starts must know. */
final class Recall {

    private static final Duration POLL = Duration.ofMillis(200);

    private final Map<String, Object> config;
    private final WireCodec codec;

    /**
     * @param kafka settings of the consumer: at least {@code bootstrap.servers}
     */
    Recall(Map<String, String> kafka, WireCodec codec) {
        this.config = JournalClients.only(ConsumerConfig.configNames(), kafka);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        this.codec = codec;
    }

    /**
     * Committed records only; those that do not decode were buried by whoever met them first.
     *
     * @return where each partition ended: what lies before that was read
     */
    <V extends SpecificRecord> Map<TopicPartition, Long> read(Topic<V> topic, Consumer<V> reader) {
        Deserializer<V> deserializer = codec.deserializer(topic);
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    decode(deserializer, record, reader);
                }
            }
            return ends;
        }
    }

    private static <V extends SpecificRecord> void decode(
            Deserializer<V> deserializer, ConsumerRecord<String, byte[]> record, Consumer<V> reader) {
        try {
            V value = deserializer.deserialize(record.topic(), record.value());
            if (value != null) {
                reader.accept(value);
            }
        } catch (BadRecordException e) {
            // It lies among the dead letters.
        }
    }
}
