package org.poolwarden.bench.latency;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.poolwarden.schema.Finding;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.schema.VerdictKind;
import org.poolwarden.schema.topic.Topic;
import org.poolwarden.schema.topic.Topics;
import org.poolwarden.schema.wire.WireCodec;

/** What a reader of committed records gets, and when: the first finding of a lost master and the first command. */
final class Watch implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(20);

    private final Topics topics;
    private final Deserializer<Finding> findingsOf;
    private final Deserializer<RecoveryCommand> commandsOf;
    private final KafkaConsumer<String, byte[]> consumer;
    private final Clock clock;
    private final Map<String, Instant> lost = new HashMap<>();
    private final Map<String, Instant> commanded = new HashMap<>();

    Watch(String bootstrap, Topics topics, WireCodec codec, Clock clock) {
        this.topics = topics;
        this.clock = clock;
        findingsOf = codec.deserializer(topics.findings());
        commandsOf = codec.deserializer(topics.commands());
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed", "fetch.max.wait.ms", 20),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> all = Stream.of(topics.findings(), topics.commands())
                .flatMap(Watch::partitions)
                .toList();
        consumer.assign(all);
        consumer.seekToBeginning(all);
    }

    private static Stream<TopicPartition> partitions(Topic<? extends SpecificRecord> topic) {
        return IntStream.range(0, topic.partitions()).mapToObj(number -> new TopicPartition(topic.name(), number));
    }

    /** Takes what has come, or waits for it a moment. */
    void look() {
        consumer.poll(POLL).forEach(record -> {
            Instant now = clock.instant();
            if (record.topic().equals(topics.commands().name())) {
                commandsOf.deserialize(record.topic(), record.value());
                commanded.putIfAbsent(record.key(), now);
            } else if (findingsOf.deserialize(record.topic(), record.value()).getVerdict() == VerdictKind.MASTER_LOST) {
                lost.putIfAbsent(record.key(), now);
            }
        });
    }

    /** By pool. */
    Map<String, Instant> lost() {
        return Map.copyOf(lost);
    }

    /** By pool. */
    Map<String, Instant> commanded() {
        return Map.copyOf(commanded);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
