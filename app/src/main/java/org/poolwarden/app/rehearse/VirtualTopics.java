package org.poolwarden.app.rehearse;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.BiConsumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.poolwarden.failover.Tolerance;
import org.poolwarden.failover.stream.FailoverStreams;
import org.poolwarden.failover.stream.FailoverTopology;
import org.poolwarden.schema.topic.Topic;
import org.poolwarden.schema.topic.Topics;
import org.poolwarden.schema.wire.WireCodec;

/** The topics and the real failover topology on them, in virtual time and without a broker. */
final class VirtualTopics implements AutoCloseable {

    /** How a record of one type is taken from its topic. */
    private record Outlet<V extends SpecificRecord>(TestOutputTopic<String, V> topic, BiConsumer<Instant, V> reader) {
        void drain(Instant now) {
            while (!topic.isEmpty()) {
                reader.accept(now, topic.readValue());
            }
        }
    }

    private final Topics topics = Topics.defaults();
    private final WireCodec codec = new WireCodec(new MockSchemaRegistryClient());
    private final TopologyTestDriver driver;
    private final Map<String, TestInputTopic<String, ? extends SpecificRecord>> inlets = new HashMap<>();
    private final List<Outlet<?>> outlets;
    private Instant now;

    VirtualTopics(Instant start, Tolerance tolerance, Path stateDir, Readers readers) {
        Properties config = FailoverStreams.config("rehearsal", "no-broker:9092", stateDir, topics.deadLetters());
        this.driver = new TopologyTestDriver(new FailoverTopology(topics, codec, tolerance).get(), config, start);
        this.now = start;
        this.outlets = List.of(
                outlet(topics.findings(), readers.findings()),
                outlet(topics.alerts(), readers.alerts()),
                outlet(topics.commands(), readers.commands()),
                outlet(topics.outcomes(), readers.outcomes()));
    }

    Topics topics() {
        return topics;
    }

    /** Appends {@code value} at {@code at}, lets the topology see it, and hands on what it writes. */
    <V extends SpecificRecord> void append(Topic<V> topic, String key, V value, Instant at) {
        advanceTo(at);
        inlet(topic).pipeInput(key, value, at);
        drain();
    }

    /** Bytes that are no record. */
    void appendBytes(Topic<?> topic, String key, byte[] bytes, Instant at) {
        advanceTo(at);
        driver.createInputTopic(topic.name(), new StringSerializer(), new ByteArraySerializer())
                .pipeInput(key, bytes, at);
        drain();
    }

    /** Lets the wall clock of the topology strike until {@code at}. */
    void advanceTo(Instant at) {
        Duration passed = Duration.between(now, at);
        if (!passed.isZero() && !passed.isNegative()) {
            now = at;
            driver.advanceWallClockTime(passed);
            drain();
        }
    }

    private void drain() {
        outlets.forEach(outlet -> outlet.drain(now));
    }

    @SuppressWarnings("unchecked")
    private <V extends SpecificRecord> TestInputTopic<String, V> inlet(Topic<V> topic) {
        return (TestInputTopic<String, V>) inlets.computeIfAbsent(
                topic.name(),
                name -> driver.createInputTopic(
                        name, new StringSerializer(), codec.serde(topic).serializer()));
    }

    private <V extends SpecificRecord> Outlet<V> outlet(Topic<V> topic, BiConsumer<Instant, V> reader) {
        return new Outlet<>(
                driver.createOutputTopic(
                        topic.name(),
                        new StringDeserializer(),
                        codec.serde(topic).deserializer()),
                reader);
    }

    @Override
    public void close() {
        driver.close();
    }
}
