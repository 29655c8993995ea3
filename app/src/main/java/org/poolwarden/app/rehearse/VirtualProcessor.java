package org.poolwarden.app.rehearse;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
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
    private final Map<String, TestInputTopic<byte[], byte[]>> inputs = new HashMap<>();
    private final SortedMap<String, TestOutputTopic<byte[], byte[]>> outputs = new TreeMap<>();
    private Instant now;

    VirtualProcessor(Topology topology, Properties config, VirtualChangelog changelog, Instant now) {
        // Without a broker there is no lag to ask for before a record is read.
        config.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
        this.driver = new TopologyTestDriver(topology, config, now);
        this.now = now;
        changelog.restore(driver.getAllStateStores());
    }

    void read(Incoming record) {
        inputs.computeIfAbsent(record.topic(), this::input).pipeInput(record.key(), record.value(), record.at());
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
        driver.producedTopicNames().forEach(topic -> outputs.computeIfAbsent(topic, this::output));
        outputs.forEach((topic, output) -> {
            if (!output.isEmpty()) {
                all.add(new Outgoing(topic, output.readRecordsToList()));
            }
        });
        return all;
    }

    private TestInputTopic<byte[], byte[]> input(String topic) {
        return driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private TestOutputTopic<byte[], byte[]> output(String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public void close() {
        driver.close();
    }
}
