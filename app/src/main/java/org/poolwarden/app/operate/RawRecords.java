package org.poolwarden.app.operate;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Committed records as they lie there: keys and values are bytes, whatever they mean. */
final class RawRecords implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Clock clock;
    private final Duration patience;

    /**
     * @param clients configuration of any client
     * @param patience how long Kafka may give nothing
     */
    RawRecords(Map<String, Object> clients, Clock clock, Duration patience) {
        Map<String, Object> config = new HashMap<>(clients);
        config.put("isolation.level", "read_committed");
        config.put("enable.auto.commit", false);
        config.put("allow.auto.create.topics", false);
        this.consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.clock = clock;
        this.patience = patience;
    }

    /**
     * Up to the present ends, partition by partition.
     *
     * @param from by partition: the offset to begin at; the others are read from their beginnings
     */
    List<ConsumerRecord<byte[], byte[]>> of(String topic, Map<Integer, Long> from) {
        List<TopicPartition> partitions = Optional.ofNullable(consumer.partitionsFor(topic)).orElse(List.of()).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new KafkaException("there is no topic " + topic + "; poolwarden topics create makes it");
        }
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        consumer.beginningOffsets(partitions)
                .forEach((partition, begin) ->
                        consumer.seek(partition, Math.max(begin, from.getOrDefault(partition.partition(), begin))));
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        Instant deadline = clock.instant().plus(patience);
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            ConsumerRecords<byte[], byte[]> some = consumer.poll(POLL);
            some.forEach(records::add);
            if (!some.isEmpty()) {
                deadline = clock.instant().plus(patience);
            } else if (clock.instant().isAfter(deadline)) {
                throw new TimeoutException("reading " + topic);
            }
        }
        return records;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
