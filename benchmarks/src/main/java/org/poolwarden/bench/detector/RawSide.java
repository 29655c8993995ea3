package org.poolwarden.bench.detector;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.poolwarden.schema.HostHeartbeat;

/** A consumer that decodes each heartbeat and keeps the last one of each host in a map: the least that can be done. */
final class RawSide implements Side {

    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<String, HostHeartbeat> consumer;
    private final Map<String, Map<String, HostHeartbeat>> latest = new HashMap<>();
    private long read;

    RawSide(Log log) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", log.lab().bootstrap(), "max.poll.records", 1000),
                new StringDeserializer(),
                log.lab().codec().deserializer(log.topics().heartbeats()));
        consumer.assign(log.partitions());
        consumer.seekToBeginning(log.partitions());
    }

    @Override
    public void settle(long records) {
        readUntil(records);
    }

    @Override
    public Duration readUntil(long records) {
        Duration before = ThreadTimes.ofThisOne();
        while (read < records) {
            for (ConsumerRecord<String, HostHeartbeat> record : consumer.poll(POLL)) {
                latest.computeIfAbsent(record.key(), pool -> new HashMap<>())
                        .put(record.value().getAddress(), record.value());
                read++;
            }
        }
        return ThreadTimes.ofThisOne().minus(before);
    }

    @Override
    public long read() {
        return read;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
