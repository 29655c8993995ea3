package org.poolwarden.app;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.poolwarden.failover.Tolerance;
import org.poolwarden.failover.stream.FailoverStreams;
import org.poolwarden.failover.stream.FailoverTopology;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.HaStatement;
import org.poolwarden.schema.HostHeartbeat;
import org.poolwarden.schema.Member;
import org.poolwarden.schema.Mode;
import org.poolwarden.schema.PoolPolicy;
import org.poolwarden.schema.PoolSnapshot;
import org.poolwarden.schema.Power;
import org.poolwarden.schema.Testimony;
import org.poolwarden.schema.topic.Topic;
import org.poolwarden.schema.topic.Topics;
import org.poolwarden.schema.wire.WireCodec;

/**
 * What befell pools of two hosts, told in virtual time to the topology as it runs in production, and then put onto
 * topics of a real broker as it would lie there: the same offsets, the same append times.
 */
final class PastIncident implements AutoCloseable {

    static final Instant START = Instant.parse("2020-02-03T20:00:00Z");
    static final Duration H = Tolerance.DEFAULT.heartbeat();

    private final Topics topics;
    private final WireCodec codec;
    private final TopologyTestDriver driver;
    private final List<String> pools;
    private final List<Written> written = new ArrayList<>();
    private Instant now = START;
    private long round;

    /**
     * One record.
     *
     * @param at its append time
     */
    record Written(String topic, byte[] key, byte[] value, Instant at) {}

    PastIncident(Topics topics, WireCodec codec, Path stateDir, String... pools) {
        this.topics = topics;
        this.codec = codec;
        this.pools = List.of(pools);
        Properties config = FailoverStreams.config("past", "nowhere:9092", stateDir, topics.deadLetters());
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        driver = new TopologyTestDriver(new FailoverTopology(topics, codec, Tolerance.DEFAULT).get(), config, START);
    }

    Instant now() {
        return now;
    }

    void policies(Mode mode) {
        policies(mode, now);
    }

    /** Policies that are read now, after the heartbeats that have overtaken them. */
    void overtakenPolicies(Mode mode, Duration delay) {
        policies(mode, now.minus(delay));
    }

    private void policies(Mode mode, Instant appended) {
        pools.forEach(pool -> pipe(
                topics.policies(),
                pool,
                PoolPolicy.newBuilder()
                        .setPool(pool)
                        .setMode(mode)
                        .setHa(HaStatement.UNKNOWN)
                        .build(),
                appended));
    }

    void calm(int rounds) {
        for (int i = 0; i < rounds; i++) {
            round++;
            pools.forEach(pool -> answers(pool, now));
            pass(H);
        }
    }

    /** The master of the first pool has no power; the others are well. */
    void masterIsOff(int rounds) {
        for (int i = 0; i < rounds; i++) {
            round++;
            String first = pools.get(0);
            pipe(
                    topics.heartbeats(),
                    first,
                    heartbeat(first, 1)
                            .setAnswer(Answer.UNREACHABLE)
                            .setPower(Power.OFF)
                            .setPowerAgeMs(10L)
                            .build(),
                    now);
            pipe(
                    topics.heartbeats(),
                    first,
                    heartbeat(first, 2)
                            .setAnswer(Answer.SLAVE)
                            .setMasterAddress("10.0.0.1")
                            .setTestimony(Testimony.LOST)
                            .build(),
                    now);
            pools.stream().skip(1).forEach(pool -> answers(pool, now));
            pass(H);
        }
    }

    /** Nobody is heard. */
    void silence(Duration time) {
        pass(time);
    }

    /** The processor stands still for 40 s, and then reads what has come meanwhile. */
    void stall() {
        Instant since = now;
        now = now.plusSeconds(40);
        driver.advanceWallClockTime(Duration.ofSeconds(40));
        drain();
        for (Instant at = since.plusSeconds(1); !at.isAfter(now); at = at.plus(H)) {
            round++;
            Instant appended = at;
            pools.forEach(pool -> answers(pool, appended));
        }
    }

    private void pass(Duration time) {
        for (int second = 0; second < time.toSeconds(); second++) {
            now = now.plusSeconds(1);
            driver.advanceWallClockTime(Duration.ofSeconds(1));
            drain();
        }
    }

    private void answers(String pool, Instant at) {
        boolean tells = round % 6 == 1;
        pipe(
                topics.heartbeats(),
                pool,
                heartbeat(pool, 1)
                        .setAnswer(Answer.MASTER)
                        .setPoolUuid(pool)
                        .setSnapshot(tells ? snapshot(pool) : null)
                        .build(),
                at);
        pipe(
                topics.heartbeats(),
                pool,
                heartbeat(pool, 2)
                        .setAnswer(Answer.SLAVE)
                        .setMasterAddress("10.0.0.1")
                        .setTestimony(tells ? Testimony.CONNECTED : Testimony.ABSENT)
                        .build(),
                at);
    }

    private <V extends SpecificRecord> void pipe(Topic<V> topic, String key, V value, Instant at) {
        Written record = new Written(
                topic.name(),
                key.getBytes(StandardCharsets.UTF_8),
                codec.serializer(topic).serialize(topic.name(), value),
                at);
        written.add(record);
        driver.createInputTopic(topic.name(), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(record.key(), record.value(), at);
        drain();
    }

    private void drain() {
        for (String topic : new TreeSet<>(driver.producedTopicNames())) {
            for (TestRecord<byte[], byte[]> record : driver.createOutputTopic(
                            topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                    .readRecordsToList()) {
                written.add(new Written(topic, record.key(), record.value(), record.getRecordTime()));
            }
        }
    }

    List<Written> written() {
        return written;
    }

    /** Puts records onto topics which keep their times. */
    static void publish(String bootstrap, Topics topics, List<Written> records) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
            topics.all()
                    .forEach(topic -> changes.put(
                            new ConfigResource(ConfigResource.Type.TOPIC, topic.name()),
                            List.of(set("message.timestamp.type", "CreateTime"), set("retention.ms", "-1"))));
            admin.incrementalAlterConfigs(changes).all().get();
        }
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap), new ByteArraySerializer(), new ByteArraySerializer())) {
            topics.all().forEach(topic -> records.stream()
                    .filter(record -> record.topic().equals(topic.name()))
                    .forEach(record -> producer.send(new ProducerRecord<>(
                            record.topic(), 0, record.at().toEpochMilli(), record.key(), record.value()))));
        }
    }

    private static AlterConfigOp set(String key, String value) {
        return new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET);
    }

    private HostHeartbeat.Builder heartbeat(String pool, int host) {
        return HostHeartbeat.newBuilder()
                .setPool(pool)
                .setHost(pool + "-" + host)
                .setAddress("10.0.0." + host)
                .setObserver("rack-a")
                .setIncarnation(1)
                .setRound(round)
                .setHostsInRound(2)
                .setStartedAt(now)
                .setTookMs(10)
                .setTestimony(Testimony.ABSENT)
                .setPower(Power.NOT_READ);
    }

    private static PoolSnapshot snapshot(String pool) {
        return PoolSnapshot.newBuilder()
                .setPoolUuid(pool)
                .setPoolLabel("")
                .setMasterUuid("uuid1")
                .setHaEnabled(false)
                .setHosts(List.of(member(pool, 1), member(pool, 2)))
                .setSharedStorage(List.of("nfs"))
                .build();
    }

    private static Member member(String pool, int host) {
        return Member.newBuilder()
                .setUuid("uuid" + host)
                .setName(pool + "-" + host)
                .setAddress("10.0.0." + host)
                .setEnabled(true)
                .setLive(true)
                .setVersion("8.2.1")
                .setAgentStartTime("1.")
                .build();
    }

    @Override
    public void close() {
        driver.close();
    }
}
