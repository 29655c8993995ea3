package org.poolwarden.app.rehearse;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** One life of the real topology in virtual time: from its start, with restored stores, to its crash. */
final class VirtualProcessor implements AutoCloseable {

    /** A record on one of the topics that the topology reads. */
    record Incoming(String topic, byte[] key, byte[] value, Instant at) {}

    /** Records that the topology has written to one topic, which nobody can read before they are committed. */
    record Outgoing(String topic, List<TestRecord<byte[], byte[]>> records) {
        Outgoing {
            records = List.copyOf(records);
        }
    }

    private final TopologyTestDriver driver;
    private Instant now;

    VirtualProcessor(Topology topology, Properties config, VirtualChangelog changelog, Instant now) {
        this.driver = new TopologyTestDriver(topology, config, now);
        this.now = now;
        changelog.restore(driver.getAllStateStores());
    }

    void read(Incoming record) {
        driver.createInputTopic(record.topic(), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(record.key(), record.value(), record.at());
    }

    /** Lets the wall clock strike until {@code at}. */
    void advanceTo(Instant at) {
        Duration passed = Duration.between(now, at);
        if (!passed.isZero() && !passed.isNegative()) {
            now = at;
            driver.advanceWallClockTime(passed);
        }
    }

    /** What has been written since this was asked last; by topic, in the order of their names. */
    List<Outgoing> written() {
        List<Outgoing> all = new ArrayList<>();
        for (String topic : new TreeSet<>(driver.producedTopicNames())) {
            List<TestRecord<byte[], byte[]>> records = driver.createOutputTopic(
                            topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                    .readRecordsToList();
            if (!records.isEmpty()) {
                all.add(new Outgoing(topic, records));
            }
        }
        return all;
    }

    @Override
    public void close() {
        driver.close();
    }
}
