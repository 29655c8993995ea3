package org.poolwarden.bench.capacity;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.poolwarden.bench.capacity.Contender.Side;
import org.poolwarden.schema.CapacityReport;
import org.poolwarden.schema.topic.Topic;

/** Reads what a side has committed of its reports. */
final class ReportReader {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private ReportReader() {}

    /**
     * All reports up to the log's last minute.
     *
     * @throws IllegalStateException when they do not come, or the side has ended
     */
    static Reports read(SampleLog log, Side side) {
        Topic<CapacityReport> topic = side.reports();
        Reports reports = new Reports(log.end());
        List<TopicPartition> partitions = IntStream.range(0, topic.partitions())
                .mapToObj(partition -> new TopicPartition(topic.name(), partition))
                .toList();
        try (KafkaConsumer<String, CapacityReport> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", log.lab().bootstrap(), "isolation.level", "read_committed"),
                new StringDeserializer(),
                log.lab().codec().deserializer(topic))) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (!isWhole(log, reports)) {
                if (System.nanoTime() > end) {
                    throw new IllegalStateException("the last minute is not in " + topic.name() + "; there are "
                            + reports.size() + " reports of earlier ones");
                }
                side.read(); // It throws when the side has ended, and nothing more will come.
                take(consumer, reports);
            }
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream()
                    .anyMatch(partition -> consumer.position(partition.getKey()) < partition.getValue())) {
                take(consumer, reports);
            }
        }
        return reports;
    }

    private static void take(KafkaConsumer<String, CapacityReport> consumer, Reports reports) {
        for (ConsumerRecord<String, CapacityReport> record : consumer.poll(POLL)) {
            reports.add(record.key(), record.value());
        }
    }

    /** What is told of a pool's minute is told in one transaction. */
    private static boolean isWhole(SampleLog log, Reports reports) {
        return IntStream.range(0, log.disks().pools())
                .allMatch(pool -> reports.has("pool/" + Disks.name(pool) + "/10m", log.end()));
    }
}
