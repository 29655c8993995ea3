package org.poolwarden.bench.latency;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
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

/**
 * What a reader of committed records gets, and when: which pools are settled, then the first finding of a lost master and
 * the first command.
 */
final class Watch implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(20);

    private final Topics topics;
    private final Deserializer<Finding> findingsOf;
    private final Deserializer<RecoveryCommand> commandsOf;
    private final KafkaConsumer<String, byte[]> consumer;
    private final Clock clock;
    private final Set<String> settled = new HashSet<>();
    private final Map<String, Instant> lost = new HashMap<>();
    private final Map<String, String> withheld = new HashMap<>();
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
                return;
            }
            Finding finding = findingsOf.deserialize(record.topic(), record.value());
            if (finding.getVerdict() == VerdictKind.SETTLED) {
                settled.add(record.key());
            } else if (finding.getVerdict() == VerdictKind.MASTER_LOST) {
                lost.putIfAbsent(record.key(), now);
                withheld.put(record.key(), guards(finding));
            }
        });
    }

    /** The pools that were found to be well. */
    Set<String> settled() {
        return Set.copyOf(settled);
    }

    /** By pool. */
    Map<String, Instant> lost() {
        return Map.copyOf(lost);
    }

    /** By pool. */
    Map<String, Instant> commanded() {
        return Map.copyOf(commanded);
    }

    private static String guards(Finding finding) {
        return finding.getWithheld().stream()
                .map(held -> held.getGuard().toString())
                .distinct()
                .collect(Collectors.joining(" "));
    }

    /** How many of the lost pools without a command are held back by which guards, by what was said of them last. */
    Map<String, Long> withheld() {
        return withheld.entrySet().stream()
                .filter(pool -> !commanded.containsKey(pool.getKey()))
                .collect(Collectors.groupingBy(Map.Entry::getValue, TreeMap::new, Collectors.counting()));
    }

    @Override
    public void close() {
        consumer.close();
    }
}
