package org.poolwarden.app.images;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.poolwarden.schema.Finding;
import org.poolwarden.schema.VerdictKind;
import org.poolwarden.schema.topic.Topics;
import org.poolwarden.schema.wire.WireCodec;

/** What is said on xen.findings, from its beginning. */
final class Findings implements AutoCloseable {

    private final Deserializer<Finding> deserializer;
    private final String topic = Topics.defaults().findings().name();
    private final KafkaConsumer<String, byte[]> consumer;
    private final List<Finding> heard = new ArrayList<>();

    Findings(String bootstrap, String registry) {
        deserializer = WireCodec.at(registry).deserializer(Topics.defaults().findings());
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed"),
                new StringDeserializer(),
                new org.apache.kafka.common.serialization.ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** How many have been heard so far. */
    int count() {
        return heard.size();
    }

    /** Returns with the first finding after {@code from} that says {@code verdict} of {@code pool}. */
    Finding await(String pool, VerdictKind verdict, int from) throws IOException, InterruptedException {
        Deadline deadline = new Deadline();
        while (true) {
            for (Finding finding : heard.subList(from, heard.size())) {
                if (finding.getPool().equals(pool) && finding.getVerdict() == verdict) {
                    return finding;
                }
            }
            for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                heard.add(deserializer.deserialize(topic, record.value()));
            }
            deadline.pause("a finding " + verdict + " of pool " + pool);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
