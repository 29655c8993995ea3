package org.poolwarden.app.operate;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.poolwarden.schema.topic.Topic;
import org.poolwarden.schema.wire.BadRecordException;
import org.poolwarden.schema.wire.WireCodec;

/** Reads committed records of topics. A record that is none of ours is left out, and said. */
final class TopicReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<String, byte[]> consumer;
    private final WireCodec codec;
    private final Clock clock;
    private final Duration patience;
    private final Consumer<String> warnings;

    /**
     * @param clients configuration of any client
     * @param patience how long Kafka may give nothing
     * @param warnings gets a sentence for each record that is left out
     */
    TopicReader(
            Map<String, Object> clients, WireCodec codec, Clock clock, Duration patience, Consumer<String> warnings) {
        Map<String, Object> config = new HashMap<>(clients);
        config.put("isolation.level", "read_committed");
        config.put("enable.auto.commit", false);
        config.put("allow.auto.create.topics", false);
        // A fetch that waits at the end of one topic holds up the first fetch of the next.
        config.putIfAbsent("fetch.max.wait.ms", String.valueOf(POLL.toMillis()));
        this.consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
        this.codec = codec;
        this.clock = clock;
        this.patience = patience;
        this.warnings = warnings;
    }

    /** Every record of a topic, partition by partition, from its beginning to its present end. */
    <V extends SpecificRecord> List<Entry<V>> all(Topic<V> topic) {
        List<TopicPartition> partitions = assign(List.of(topic.name()));
        consumer.seekToBeginning(partitions);
        return upTo(consumer.endOffsets(partitions), topic);
    }

    /** As {@link #all}, without what was appended before {@code since}. */
    <V extends SpecificRecord> List<Entry<V>> since(Instant since, Topic<V> topic) {
        List<TopicPartition> partitions = assign(List.of(topic.name()));
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        firstSince(since, ends).forEach(consumer::seek);
        return upTo(ends, topic);
    }

    /** As {@link #all}, of some partitions from an offset on, and of some keys; others are not decoded. */
    <V extends SpecificRecord> List<Entry<V>> from(Map<Integer, Long> from, Set<String> keys, Topic<V> topic) {
        return upTo(consumer.endOffsets(seek(from, topic)), topic, keys::contains);
    }

    /** As {@link #from}, without what was appended after {@code to}. */
    <V extends SpecificRecord> List<Entry<V>> between(
            Map<Integer, Long> from, Instant to, Set<String> keys, Topic<V> topic) {
        List<TopicPartition> partitions = seek(from, topic);
        return upTo(firstSince(to.plusMillis(1), consumer.endOffsets(partitions)), topic, keys::contains);
    }

    private List<TopicPartition> seek(Map<Integer, Long> from, Topic<?> topic) {
        Map<Integer, Long> beginnings = beginnings(topic);
        List<TopicPartition> partitions = from.keySet().stream()
                .map(number -> new TopicPartition(topic.name(), number))
                .toList();
        consumer.assign(partitions);
        partitions.forEach(partition -> consumer.seek(
                partition, Math.max(from.get(partition.partition()), beginnings.get(partition.partition()))));
        return partitions;
    }

    /** By partition: the offset of the first record that is still there, or the end. */
    Map<Integer, Long> beginnings(Topic<?> topic) {
        return consumer.beginningOffsets(assign(List.of(topic.name()))).entrySet().stream()
                .collect(Collectors.toMap(begin -> begin.getKey().partition(), Map.Entry::getValue));
    }

    /** By partition: the offset of the first record that was appended at {@code at} or later, or the end. */
    Map<Integer, Long> firstSince(Instant at, Topic<?> topic) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(assign(List.of(topic.name())));
        return firstSince(at, ends).entrySet().stream()
                .collect(Collectors.toMap(first -> first.getKey().partition(), Map.Entry::getValue));
    }

    /** The first offset of each partition that was appended at {@code at} or later; its end where there is none. */
    private Map<TopicPartition, Long> firstSince(Instant at, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> wanted = new HashMap<>();
        ends.keySet().forEach(partition -> wanted.put(partition, at.toEpochMilli()));
        Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(wanted);
        Map<TopicPartition, Long> first = new HashMap<>();
        ends.forEach((partition, end) -> first.put(
                partition,
                Optional.ofNullable(found.get(partition))
                        .map(OffsetAndTimestamp::offset)
                        .orElse(end)));
        return first;
    }

    /**
     * From now on, {@link #next} reads these topics without end.
     *
     * @param begins by topic: what was appended before is not read; empty for the beginning
     * @return their present ends
     */
    Map<TopicPartition, Long> follow(Map<String, Optional<Instant>> begins) {
        List<TopicPartition> all = assign(List.copyOf(begins.keySet()));
        Map<TopicPartition, Long> ends = consumer.endOffsets(all);
        begins.forEach((topic, begin) -> {
            Map<TopicPartition, Long> its = new HashMap<>(ends);
            its.keySet().removeIf(partition -> !partition.topic().equals(topic));
            begin.ifPresentOrElse(
                    at -> firstSince(at, its).forEach(consumer::seek), () -> consumer.seekToBeginning(its.keySet()));
        });
        return ends;
    }

    /** The next {@link #next} begins with this record again. */
    void again(ConsumerRecord<String, byte[]> record) {
        consumer.seek(new TopicPartition(record.topic(), record.partition()), record.offset());
    }

    /** From now on, {@link #next} reads what is appended to these topics after their present ends. */
    void listen(List<String> topics) {
        List<TopicPartition> partitions = assign(topics);
        consumer.endOffsets(partitions).forEach(consumer::seek);
    }

    /** What has come, or comes within moments; undecoded. */
    Iterable<ConsumerRecord<String, byte[]>> next() {
        return consumer.poll(POLL);
    }

    /** Whether everything before {@code ends} has been read. */
    boolean hasReached(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    <V extends SpecificRecord> Optional<Entry<V>> entry(
            ConsumerRecord<String, byte[]> record, Deserializer<V> deserializer) {
        try {
            return record.key() == null
                    ? Optional.empty()
                    : Optional.of(new Entry<>(
                            record.topic(),
                            record.partition(),
                            record.offset(),
                            Instant.ofEpochMilli(record.timestamp()),
                            record.key(),
                            Optional.ofNullable(record.value())
                                    .map(bytes -> deserializer.deserialize(record.topic(), bytes))));
        } catch (BadRecordException e) {
            warnings.accept("left out: " + record.topic() + "-" + record.partition() + "@" + record.offset() + ": "
                    + e.getMessage());
            return Optional.empty();
        }
    }

    private List<TopicPartition> assign(List<String> topics) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : topics) {
            List<TopicPartition> found = Optional.ofNullable(consumer.partitionsFor(topic)).orElse(List.of()).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            if (found.isEmpty()) {
                throw new KafkaException("there is no topic " + topic + "; poolwarden run creates it");
            }
            partitions.addAll(found);
        }
        consumer.assign(partitions);
        return partitions;
    }

    private <V extends SpecificRecord> List<Entry<V>> upTo(Map<TopicPartition, Long> ends, Topic<V> topic) {
        return upTo(ends, topic, key -> true);
    }

    private <V extends SpecificRecord> List<Entry<V>> upTo(
            Map<TopicPartition, Long> ends, Topic<V> topic, Predicate<String> wanted) {
        Deserializer<V> deserializer = codec.deserializer(topic);
        List<Entry<V>> entries = new ArrayList<>();
        Instant deadline = clock.instant().plus(patience);
        while (!hasReached(ends)) {
            boolean silent = true;
            for (ConsumerRecord<String, byte[]> record : next()) {
                silent = false;
                if (record.key() != null && wanted.test(record.key())) {
                    entry(record, deserializer).ifPresent(entries::add);
                }
            }
            if (!silent) {
                deadline = clock.instant().plus(patience);
            } else if (clock.instant().isAfter(deadline)) {
                throw new TimeoutException("reading " + topic.name());
            }
        }
        return entries;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
