package org.poolwarden.bench.interview;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.poolwarden.app.run.StartException;
import org.poolwarden.schema.HostHeartbeat;
import org.poolwarden.schema.topic.Topic;
import org.poolwarden.schema.topic.Topics;
import org.poolwarden.schema.wire.WireCodec;

/** What the workers have written to Kafka. It is read when they have ended: reading costs CPU too. */
final class HeartbeatLog implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<String, HostHeartbeat> consumer;
    private final List<TopicPartition> partitions;

    private HeartbeatLog(KafkaConsumer<String, HostHeartbeat> consumer, Topic<HostHeartbeat> topic) {
        this.consumer = consumer;
        this.partitions = IntStream.range(0, topic.partitions())
                .mapToObj(partition -> new TopicPartition(topic.name(), partition))
                .toList();
        consumer.assign(partitions);
    }

    /** Creates the topic, and reads it from now on. */
    static HeartbeatLog create(String bootstrap, String registry) throws StartException, InterruptedException {
        Topic<HostHeartbeat> topic = Topics.defaults().heartbeats();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(
                            List.of(new NewTopic(topic.name(), topic.partitions(), (short) 1).configs(topic.config())))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new StartException("the topic " + topic.name() + " was not created", e);
        }
        return new HeartbeatLog(
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", bootstrap, "auto.offset.reset", "earliest"),
                        new StringDeserializer(),
                        WireCodec.at(registry).deserializer(topic)),
                topic);
    }

    /** Whether anything was written since {@link #toEnd}, or within a short wait. */
    boolean hasMore() {
        return !consumer.poll(POLL).isEmpty();
    }

    /** Forgets what was written until now. */
    void toEnd() {
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    /** What was written since {@link #toEnd} of interviews that began within a time. */
    List<HostHeartbeat> begunWithin(Instant from, Instant until) {
        Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
        List<HostHeartbeat> found = new ArrayList<>();
        while (end.entrySet().stream().anyMatch(place -> consumer.position(place.getKey()) < place.getValue())) {
            for (ConsumerRecord<String, HostHeartbeat> record : consumer.poll(POLL)) {
                Instant began = record.value().getStartedAt();
                if (!began.isBefore(from) && began.isBefore(until)) {
                    found.add(record.value());
                }
            }
        }
        return found;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
