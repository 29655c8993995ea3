package org.poolwarden.failover.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.poolwarden.failover.Tolerance;
import org.poolwarden.schema.HostHeartbeat;
import org.poolwarden.schema.PoolPolicy;
import org.poolwarden.schema.topic.Topic;
import org.poolwarden.schema.topic.Topics;
import org.poolwarden.schema.wire.WireCodec;

/** Records that decode and cannot be true: they may spoil their own pool's view, and never stop the topology. */
class AbsurdRecordsTest {

    private static final Topics TOPICS = Topics.defaults();

    /** What is folded into pools; heartbeats are the most. */
    private static final List<Topic<? extends SpecificRecord>> INPUTS = List.of(
            TOPICS.heartbeats(),
            TOPICS.heartbeats(),
            TOPICS.heartbeats(),
            TOPICS.policies(),
            TOPICS.operatorActions(),
            TOPICS.outcomes(),
            TOPICS.grants());

    private static final Instant START = Instant.parse("2026-11-22T20:00:00Z");
    private static final List<String> TEXTS = List.of("", "10.0.0.1", "10.0.0.2", "10.0.0.3", "closet/MASTER_LOST");
    private static final List<Long> NUMBERS =
            List.of(Long.MIN_VALUE, -1L, 0L, 1L, 5000L, START.toEpochMilli(), Long.MAX_VALUE);

    private final WireCodec codec = new WireCodec(new MockSchemaRegistryClient());

    @TempDir
    private Path stateDir;

    private TopologyTestDriver driver;

    @BeforeEach
    void open() {
        Properties config = FailoverStreams.config("test", "nowhere:9092", stateDir, TOPICS.deadLetters());
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        driver = new TopologyTestDriver(new FailoverTopology(TOPICS, codec, Tolerance.DEFAULT).get(), config, START);
    }

    @AfterEach
    void close() {
        driver.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 89, 95, 148})
    void noRecordOfAnyInputStopsTheTopology(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            Topic<? extends SpecificRecord> topic = anyOf(INPUTS, random);
            pipe(topic, "closet", record(topic.type(), random));
            if (random.nextInt(3) == 0) {
                driver.advanceWallClockTime(Duration.ofSeconds(1));
            }
        }
        assertThat(driver.getKeyValueStore(FailoverTopology.POOLS).get("closet"))
                .as("something was folded")
                .isNotNull();
    }

    @Test
    void aPolicyByWhichNoPoolCanBeJudgedIsADeadLetterWithItsReason() {
        pipe(
                TOPICS.policies(),
                "closet",
                PoolPolicy.newBuilder()
                        .setPool("closet")
                        .setHeartbeatMs(5000L)
                        .setDeadlineMs(4000L)
                        .build());

        TestRecord<String, byte[]> letter = letters().readRecord();
        assertThat(letter.key()).isEqualTo("closet");
        assertThat(header(letter, "poolwarden.topic")).isEqualTo("xen.policies");
        assertThat(header(letter, "poolwarden.offset")).isEqualTo("0");
        assertThat(header(letter, "poolwarden.reason"))
                .isEqualTo("the policy of pool closet: deadline must be at most half of the heartbeat PT5S, was PT4S");
        assertThat(codec.serde(TOPICS.policies()).deserializer().deserialize("", letter.value()))
                .isNotNull();
    }

    /** A bound beyond all time would be added to some moment, and stop every pool of the partition. */
    @Test
    void aPolicyWithABoundBeyondAllTimeIsADeadLetter() {
        PoolPolicy.Builder policy = PoolPolicy.newBuilder().setPool("closet");
        pipe(
                TOPICS.policies(),
                "closet",
                policy.setBootAllowanceMs(Long.MAX_VALUE).build());

        assertThat(header(letters().readRecord(), "poolwarden.reason"))
                .contains("bootAllowance must be positive and at most PT24H");
    }

    /** A reading from the future would stay a fresh proof for as long as somebody likes. */
    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, Long.MAX_VALUE})
    void aPowerReadingOfAnImpossibleAgeIsADeadLetter(long age) {
        HostHeartbeat heartbeat = (HostHeartbeat) record(HostHeartbeat.class, new Random(1));
        pipe(
                TOPICS.heartbeats(),
                "closet",
                HostHeartbeat.newBuilder(heartbeat)
                        .setPool("closet")
                        .setHost("alpha")
                        .setPowerAgeMs(age)
                        .build());

        assertThat(header(letters().readRecord(), "poolwarden.reason"))
                .isEqualTo("a heartbeat of host alpha in pool closet: powerAgeMs must be 0 to 31536000000, was " + age);
    }

    @Test
    void aRecordUnderTheKeyOfAnotherPoolIsADeadLetter() {
        pipe(
                TOPICS.policies(),
                "attic",
                PoolPolicy.newBuilder().setPool("closet").build());

        assertThat(header(letters().readRecord(), "poolwarden.reason"))
                .isEqualTo("a record of pool closet under the key attic");
        assertThat(driver.getKeyValueStore(FailoverTopology.POOLS).get("attic")).isNull();
    }

    @Test
    void aRecordWithoutAKeyIsADeadLetter() {
        pipe(TOPICS.policies(), null, PoolPolicy.newBuilder().setPool("closet").build());

        assertThat(header(letters().readRecord(), "poolwarden.reason"))
                .isEqualTo("a record of pool closet under the key null");
    }

    @Test
    void aTombstoneSaysNothing() {
        INPUTS.forEach(topic -> pipe(topic, "closet", null));
        pipe(TOPICS.requests(), BudgetGrants.FLEET, null);

        assertThat(letters().isEmpty()).isTrue();
        assertThat(driver.getKeyValueStore(FailoverTopology.POOLS).get("closet"))
                .isNull();
    }

    private <V extends SpecificRecord> void pipe(Topic<V> topic, String key, SpecificRecord value) {
        byte[] bytes = codec.serde(topic)
                .serializer()
                .serialize(topic.name(), topic.type().cast(value));
        driver.createInputTopic(topic.name(), new StringSerializer(), new ByteArraySerializer())
                .pipeInput(key, bytes, START);
    }

    private TestOutputTopic<String, byte[]> letters() {
        return driver.createOutputTopic(TOPICS.deadLetters(), new StringDeserializer(), new ByteArrayDeserializer());
    }

    private static String header(TestRecord<String, byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    /** Valid by its schema, and by nothing else. */
    private static SpecificRecord record(Class<? extends SpecificRecord> type, Random random) {
        return (SpecificRecord) value(SpecificData.get().getSchema(type), "", random);
    }

    private static Object value(Schema schema, String field, Random random) {
        return switch (schema.getType()) {
            case RECORD -> fields(schema, random);
            case UNION -> random.nextBoolean() ? null : value(schema.getTypes().get(1), field, random);
            case ARRAY -> items(schema.getElementType(), random);
            case ENUM -> SpecificData.get().createEnum(anyOf(symbols(schema), random), schema);
            case LONG -> schema.getLogicalType() == null ? anyOf(NUMBERS, random) : instant(random);
            case INT -> Math.toIntExact(Math.floorMod(anyOf(NUMBERS, random), 5L) - 1);
            case BOOLEAN -> random.nextBoolean();
            case STRING -> field.equals("pool") ? "closet" : anyOf(TEXTS, random);
            case MAP, FIXED, BYTES, FLOAT, DOUBLE, NULL -> throw new IllegalStateException("no " + schema);
        };
    }

    private static SpecificRecord fields(Schema schema, Random random) {
        SpecificRecord record =
                (SpecificRecord) SpecificData.newInstance(SpecificData.get().getClass(schema), schema);
        schema.getFields().forEach(field -> record.put(field.pos(), value(field.schema(), field.name(), random)));
        return record;
    }

    private static List<Object> items(Schema item, Random random) {
        List<Object> items = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            items.add(value(item, "", random));
        }
        return items;
    }

    /** All but UNSPECIFIED, which does not decode. */
    private static List<String> symbols(Schema schema) {
        return schema.getEnumSymbols().subList(1, schema.getEnumSymbols().size());
    }

    private static Instant instant(Random random) {
        return Optional.of(anyOf(NUMBERS, random)).map(Instant::ofEpochMilli).orElseThrow();
    }

    private static <T> T anyOf(List<T> choices, Random random) {
        return choices.get(random.nextInt(choices.size()));
    }
}
