package org.poolwarden.app.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.poolwarden.connect.recovery.RecoverySinkTask;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.Mode;
import org.poolwarden.schema.OutcomeResult;
import org.poolwarden.schema.PoolPolicy;
import org.poolwarden.schema.Proof;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.schema.RecoveryOutcome;
import org.poolwarden.schema.topic.Topic;
import org.poolwarden.schema.topic.Topics;
import org.poolwarden.schema.wire.WireCodec;

/** The recovery sink's memory on a real broker. Each test has a pool of its own; its one host accepts TCP and is silent. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class RecoverySinkTaskTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Topics topics = new Topics("xen.", 1);
    private final List<RecoverySinkTask> tasks = new ArrayList<>();
    private EmbeddedBroker broker;
    private EmbeddedRegistry registry;
    private WireCodec codec;
    private ServerSocket silent;

    @BeforeAll
    void open(@TempDir Path dir) throws Exception {
        Ports ports = Ports.free();
        broker = EmbeddedBroker.start(dir.resolve("kafka"), ports);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
            topics.create(admin, (short) 1);
        }
        registry = EmbeddedRegistry.start(broker.bootstrap(), ports.registry());
        codec = WireCodec.at(registry.url());
        silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void stop() {
        tasks.forEach(RecoverySinkTask::stop);
        tasks.clear();
    }

    @AfterAll
    void close() throws Exception {
        silent.close();
        registry.close();
        broker.close();
    }

    @Test
    void aStartWithoutAnEndIsEndedThoughItsCommandDoesNotComeAgain() throws Exception {
        RecoveryCommand command = command("ended", 1);
        write(topics.outcomes(), "ended", outcome(command, OutcomeResult.STARTED));
        task("ended");

        await().atMost(PATIENCE).until(() -> results("ended").size() == 2);
        assertThat(results("ended")).containsExactly("ended/1 STARTED", "ended/1 UNKNOWN");
    }

    @Test
    void aCommandThatWaitsForItsTurnHoldsItsOffset() throws Exception {
        write(topics.policies(), "waits", auto("waits"));
        RecoverySinkTask task = task("waits");
        task.put(List.of(
                record(topics.commands(), 0, command("waits", 1)), record(topics.commands(), 1, command("waits", 2))));

        assertThat(committed(task))
                .as("the first holds its pool until it is silent no more")
                .isLessThan(2);
        await().atMost(PATIENCE).until(() -> committed(task) == 2);
        await().atMost(PATIENCE).until(() -> results("waits").size() == 4);
        assertThat(results("waits"))
                .containsExactly("waits/1 STARTED", "waits/1 REFUSED", "waits/2 STARTED", "waits/2 REFUSED");
    }

    @Test
    void aPolicyThatIsKnownIsNotTakenBackByAnOlderOneThatIsReadAgain() throws Exception {
        long first = write(topics.policies(), "paused", auto("paused"));
        write(
                topics.policies(),
                "paused",
                PoolPolicy.newBuilder(auto("paused")).setPaused(true).build());
        RecoverySinkTask task = task("paused");
        task.put(List.of(
                record(topics.policies(), first, auto("paused")), record(topics.commands(), 0, command("paused", 1))));

        await().atMost(PATIENCE).until(() -> !results("paused").isEmpty());
        assertThat(results("paused")).containsExactly("paused/1 REFUSED");
    }

    /** A worker that was held up, and thinks that it still has the task. */
    @Test
    void aTaskWhoseSuccessorRunsBeginsNothingMore() throws Exception {
        write(topics.policies(), "fenced", auto("fenced"));
        RecoverySinkTask zombie = task("fenced");
        RecoverySinkTask successor = task("fenced");
        zombie.put(List.of(record(topics.commands(), 0, command("fenced", 1))));

        await().atMost(PATIENCE).untilAsserted(() -> assertThatThrownBy(() -> zombie.put(List.of()))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("journal"));
        assertThat(results("fenced")).isEmpty();

        successor.put(List.of(record(topics.commands(), 0, command("fenced", 1))));
        await().atMost(PATIENCE).until(() -> results("fenced").size() == 2);
        assertThat(results("fenced")).containsExactly("fenced/1 STARTED", "fenced/1 REFUSED");
    }

    private RecoverySinkTask task(String pool) {
        RecoverySinkTask task = new RecoverySinkTask();
        Map<String, String> config = new HashMap<>();
        config.put("name", "recovery-" + pool);
        config.put("pools", pool);
        config.put("pools." + pool + ".hosts", "alpha=127.0.0.1:" + silent.getLocalPort() + "@10.0.0.1");
        config.put("pools." + pool + ".password", "x");
        config.put("deadline.ms", "1000");
        config.put("tls.insecure", "true");
        config.put("schema.registry.url", registry.url());
        config.put("kafka.bootstrap.servers", broker.bootstrap());
        config.put("dry.run", "false");
        task.start(config);
        tasks.add(task);
        return task;
    }

    /** How far the commands may be committed, when both were delivered. */
    private long committed(RecoverySinkTask task) {
        TopicPartition commands = new TopicPartition(topics.commands().name(), 0);
        return task.preCommit(Map.of(commands, new OffsetAndMetadata(2)))
                .get(commands)
                .offset();
    }

    private <V extends SpecificRecord> SinkRecord record(Topic<V> topic, long offset, V value) {
        byte[] bytes = codec.serializer(topic).serialize(topic.name(), value);
        return new SinkRecord(topic.name(), 0, Schema.STRING_SCHEMA, "key", Schema.BYTES_SCHEMA, bytes, offset);
    }

    private <V extends SpecificRecord> long write(Topic<V> topic, String pool, V value) throws Exception {
        try (KafkaProducer<String, V> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrap()), new StringSerializer(), codec.serializer(topic))) {
            return producer.send(new ProducerRecord<>(topic.name(), pool, value))
                    .get()
                    .offset();
        }
    }

    private List<String> results(String pool) {
        TopicPartition outcomes = new TopicPartition(topics.outcomes().name(), 0);
        try (KafkaConsumer<String, RecoveryOutcome> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrap(), "isolation.level", "read_committed"),
                new StringDeserializer(),
                codec.deserializer(topics.outcomes()))) {
            consumer.assign(List.of(outcomes));
            consumer.seekToBeginning(List.of(outcomes));
            long end = consumer.endOffsets(List.of(outcomes)).get(outcomes);
            List<String> results = new ArrayList<>();
            while (consumer.position(outcomes) < end) {
                for (ConsumerRecord<String, RecoveryOutcome> read : consumer.poll(Duration.ofMillis(100))) {
                    if (read.value().getPool().equals(pool)) {
                        results.add(
                                read.value().getCommandId() + " " + read.value().getResult());
                    }
                }
            }
            return results;
        }
    }

    private static PoolPolicy auto(String pool) {
        return PoolPolicy.newBuilder().setPool(pool).setMode(Mode.AUTO).build();
    }

    private static RecoveryCommand command(String pool, int id) {
        return RecoveryCommand.newBuilder()
                .setId(pool + "/" + id)
                .setPool(pool)
                .setKind(CommandKind.RECOVER_SLAVES)
                .setHost("10.0.0.1")
                .setHostName("alpha")
                .setEpoch(7)
                .setIssuedAt(Instant.now())
                .setNotAfter(Instant.now().plusSeconds(60))
                .setProof(Proof.NONE)
                .setExpectedRole(Answer.MASTER)
                .setExpected(List.of("10.0.0.2"))
                .setCause("tick")
                .setReason("a test")
                .build();
    }

    private static RecoveryOutcome outcome(RecoveryCommand command, OutcomeResult result) {
        return RecoveryOutcome.newBuilder()
                .setCommandId(command.getId())
                .setPool(command.getPool())
                .setKind(command.getKind())
                .setHost(command.getHost())
                .setResult(result)
                .setDetail("")
                .setRecovered(List.of())
                .setAt(Instant.now())
                .build();
    }
}
