package org.poolwarden.app.consumer;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.poolwarden.schema.Alert;
import org.poolwarden.schema.AlertState;
import org.poolwarden.schema.topic.Topic;
import org.poolwarden.schema.topic.Topics;
import org.poolwarden.schema.wire.WireCodec;

/** Prints what fires, each time that it changes. Arguments: brokers, and the registry's URL. */
public final class FiringAlerts {

    private static final Duration POLL = Duration.ofSeconds(1);

    private FiringAlerts() {}

    public static void main(String[] args) {
        Topic<Alert> alerts = Topics.defaults().alerts();
        Map<String, Alert> firing = new TreeMap<>();
        try (KafkaConsumer<String, Alert> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", args[0], "isolation.level", "read_committed"),
                new StringDeserializer(),
                WireCodec.at(args[1]).deserializer(alerts))) {
            List<TopicPartition> partitions = consumer.partitionsFor(alerts.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            // Without a group and from the beginning: the topic is compacted, so it is the state, and short.
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (true) {
                try {
                    consumer.poll(POLL).forEach(alert -> learn(alert, firing));
                } catch (RecordDeserializationException e) {
                    System.err.println(e.getMessage());
                    consumer.seek(e.topicPartition(), e.offset() + 1);
                }
            }
        }
    }

    private static void learn(ConsumerRecord<String, Alert> read, Map<String, Alert> firing) {
        Alert alert = read.value();
        if (alert == null || alert.getState() == AlertState.RESOLVED) {
            firing.remove(read.key());
        } else {
            firing.put(read.key(), alert);
        }
        System.out.println("firing: " + firing.keySet());
    }
}
