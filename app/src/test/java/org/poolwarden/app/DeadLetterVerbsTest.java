package org.poolwarden.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.poolwarden.app.embedded.EmbeddedStack;
import org.poolwarden.app.operate.FakeTerminal;
import org.poolwarden.schema.Mode;
import org.poolwarden.schema.PoolPolicy;
import org.poolwarden.schema.topic.Topic;

/** Letters as the processors and the sinks bury them, and what somebody makes of them. */
@ExtendWith(SharedStack.class)
class DeadLetterVerbsTest {

    private static final byte[] NONSENSE = "\u0007no record".getBytes(StandardCharsets.UTF_8);

    private EmbeddedStack stack;
    private Laboratory lab;

    @BeforeEach
    void open(EmbeddedStack running, TestInfo test, @TempDir Path dir) throws IOException, InterruptedException {
        stack = running;
        lab = new Laboratory(stack, test.getTestMethod().orElseThrow().getName() + ".", dir);
    }

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void everyWriterOfLettersIsUnderstood() {
        String policies = lab.topics.policies().name();
        String commands = lab.topics.commands().name();
        String alerts = lab.topics.alerts().name();
        bury("closet", NONSENSE, processors(policies, 5, "no schema id"));
        bury("attic", NONSENSE, Map.of("poolwarden.record", commands + "-0@9", "poolwarden.reason", "UNSPECIFIED"));
        bury(
                "closet/MASTER_LOST",
                NONSENSE,
                Map.of(
                        "__connect.errors.topic", alerts,
                        "__connect.errors.partition", "0",
                        "__connect.errors.offset", "3",
                        "__connect.errors.exception.message", "HTTP 400"));
        bury("cellar", NONSENSE, Map.of());

        assertThat(lab.types("dlq", "list")).as(lab.complained()).isZero();

        assertThat(lab.said().lines().toList())
                .hasSize(6)
                .anyMatch(line -> line.matches("0@0 .* " + policies + "-0@5 +closet +10 +no schema id +-"))
                .anyMatch(line -> line.matches("0@1 .* " + commands + "-0@9 +attic +10 +UNSPECIFIED +-"))
                .anyMatch(line -> line.matches("0@2 .* " + alerts + "-0@3 +closet/MASTER_LOST +10 +HTTP 400 +-"))
                .anyMatch(line -> line.matches("0@3 .* unknown +cellar +10 +nobody says why +-"));
        lab.types("dlq", "list", "--topic", "alerts", "-o", "json");
        assertThat(lab.said()).hasLineCount(1).contains("\"letter\":\"0@2\"", "\"reason\":\"HTTP 400\"");
        lab.types("dlq", "list", "--key", "attic", "--why", "SPECI", "--since", "1h", "--open", "-o", "json");
        assertThat(lab.said()).hasLineCount(1).contains("\"letter\":\"0@1\"");
        assertThat(lab.types("dlq", "list", "--topic", "alert")).isEqualTo(2);
        assertThat(lab.complained()).contains("unknown topic 'alert'; the nearest is");
        assertThat(lab.types("dlq", "replay", "0@3", "--reason", "because")).isEqualTo(2);
        assertThat(lab.complained()).contains("does not say where it came from", "context.headers.enable=true");
    }

    @Test
    void aLetterIsShownWithItsBytesAndWhatTheySay() throws IOException {
        bury(
                "closet",
                policy(Mode.AUTO),
                processors(lab.topics.policies().name(), 0, "the registry knows no schema 9"));
        bury("closet", NONSENSE, processors(lab.topics.policies().name(), 1, "no schema id"));

        assertThat(lab.types("dlq", "show", "0@0")).as(lab.complained()).isZero();
        assertThat(lab.said())
                .contains("reason    the registry knows no schema 9", "poolwarden.partition  0", "\"mode\":\"AUTO\"")
                .containsPattern("00000000  00 00 00 [0-9a-f ]+ \\|\\.\\.\\..*closet.*\\|")
                .contains("Next: it decodes now: poolwarden dlq replay 0@0");

        lab.types("dlq", "show", "1", "-o", "json");
        JsonNode shown = new ObjectMapper().readTree(lab.said());
        assertThat(shown.path("hex").asText()).isEqualTo("076e6f207265636f7264");
        assertThat(shown.path("decoded").isNull()).isTrue();
        assertThat(shown.path("complaint").asText()).contains("expected a zero byte and a schema id");
        assertThat(lab.types("dlq", "show", "0@7")).isEqualTo(2);
        assertThat(lab.complained()).contains("unknown letter '0@7'; the nearest is '0@0'");
    }

    @Test
    void aLetterGoesBackOnceWithItsBytesAndWhoPutItThere() throws IOException {
        Topic<PoolPolicy> policies = lab.topics.policies();
        bury("closet", policy(Mode.AUTO), processors(policies.name(), 0, "the registry knows no schema 9"));
        lab.terminal.answer(() -> "y");

        assertThat(lab.types("dlq", "replay", "0@0", "--reason", "schema is back", "--author", "ann"))
                .as(lab.complained())
                .isZero();

        assertThat(lab.said()).contains("put back: 0@0 is " + policies.name() + "-0@");
        assertThat(lab.on(policies)).extracting(PoolPolicy::getMode).containsExactly(Mode.AUTO);
        lab.types("dlq", "list", "-o", "json");
        JsonNode listed = new ObjectMapper().readTree(lab.said());
        assertThat(listed.at("/putBack/by").asText()).isEqualTo("ann");
        assertThat(listed.at("/putBack/why").asText()).isEqualTo("schema is back");
        lab.types("dlq", "list", "--open");
        assertThat(lab.said()).isEqualTo("No dead letters.\n");

        assertThat(lab.agrees("dlq", "replay", "0@0")).isEqualTo(1);
        assertThat(lab.complained()).contains("nothing is written: 0@0: it has been put back to", "by ann");
        assertThat(lab.on(policies)).hasSize(1);
        assertThat(lab.agrees("dlq", "replay", "0@0", "--force"))
                .as(lab.complained())
                .isZero();
        assertThat(lab.on(policies)).hasSize(2);
    }

    @Test
    void aRecordThatTwoReadersBuriedGoesBackOnce() {
        Topic<PoolPolicy> policies = lab.topics.policies();
        bury("closet", policy(Mode.AUTO), processors(policies.name(), 0, "late"));
        bury("closet", policy(Mode.AUTO), Map.of("poolwarden.record", policies.name() + "-0@0"));

        assertThat(lab.agrees("dlq", "replay", "0@0", "0@1")).isEqualTo(2);
        assertThat(lab.complained()).contains("letters 0@0 and 0@1 are of the same record");
        assertThat(lab.agrees("dlq", "replay", "0@0")).as(lab.complained()).isZero();
        assertThat(lab.agrees("dlq", "replay", "0@1")).isEqualTo(1);

        assertThat(lab.complained()).contains("0@1: it has been put back to");
        assertThat(lab.on(policies)).hasSize(1);
        lab.types("dlq", "list", "--open");
        assertThat(lab.said()).isEqualTo("No dead letters.\n");
    }

    @Test
    void whoeverIsSlowerToAgreePutsNothingBack() {
        Topic<PoolPolicy> policies = lab.topics.policies();
        bury("closet", policy(Mode.AUTO), processors(policies.name(), 0, "late"));
        lab.terminal.answer(() -> {
            assertThat(Poolwarden.run(
                            new FakeTerminal(),
                            new PrintWriter(Writer.nullWriter()),
                            new PrintWriter(System.err, true),
                            "dlq",
                            "replay",
                            "0@0",
                            "--yes",
                            "--reason",
                            "faster",
                            "--author",
                            "bob",
                            "--config",
                            lab.config().toString()))
                    .isZero();
            return "y";
        });

        assertThat(lab.types("dlq", "replay", "0@0", "--reason", "slower")).isEqualTo(1);

        assertThat(lab.complained()).contains("it has been put back to", "by bob");
        assertThat(lab.on(policies)).hasSize(1);
    }

    @Test
    void whoeverIsFencedWritesNeitherTheRecordNorTheWord() {
        Topic<PoolPolicy> policies = lab.topics.policies();
        bury("closet", policy(Mode.AUTO), processors(policies.name(), 0, "late"));
        Map<String, Object> config =
                Map.of("bootstrap.servers", stack.bootstrap(), "transactional.id", lab.topics.named("dlq-replay"));
        try (KafkaProducer<byte[], byte[]> other =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            other.initTransactions();
            other.beginTransaction();
            other.send(new ProducerRecord<>(policies.name(), 0, new byte[] {1}, policy(Mode.OBSERVE)));
            other.flush();

            assertThat(lab.agrees("dlq", "replay", "0@0")).as(lab.complained()).isZero();

            assertThatThrownBy(other::commitTransaction)
                    .isInstanceOfAny(ProducerFencedException.class, InvalidProducerEpochException.class);
        }
        lab.types("dlq", "list", "-o", "json");
        assertThat(lab.said()).hasLineCount(1).contains("\"by\":\"ann\"");
    }

    @Test
    void anOlderWordDoesNotReplaceALaterOne() {
        Topic<PoolPolicy> policies = lab.topics.policies();
        lab.writeBytes(policies.name(), "closet", policy(Mode.ADVISE));
        lab.writeBytes(policies.name(), "closet", policy(Mode.OBSERVE));
        bury("closet", policy(Mode.AUTO), processors(policies.name(), 0, "late"));

        assertThat(lab.agrees("dlq", "replay", "0@0")).isEqualTo(1);

        assertThat(lab.said()).contains("offset 1 is the last of this key:", "\"mode\":\"OBSERVE\"");
        assertThat(lab.complained()).contains("closet has a later one, " + policies.name() + "-0@1");
        assertThat(lab.on(policies)).hasSize(2);
    }

    @Test
    void whatDoesNotDecodeOrWouldBeTakenForNewsStaysWhereItIs() {
        bury("closet", NONSENSE, processors(lab.topics.policies().name(), 0, "no schema id"));
        bury("closet", NONSENSE, processors(lab.topics.heartbeats().name(), 0, "no schema id"));
        bury("closet", NONSENSE, processors("somebody-elses", 0, "no schema id"));

        assertThat(lab.agrees("dlq", "replay", "0@0", "0@1", "0@2")).isEqualTo(1);

        assertThat(lab.complained())
                .contains("0@0: it does not decode now either: ")
                .contains("counts as of its arrival: this would be taken for news")
                .contains("0@2: somebody-elses is no topic of poolwarden", "--force");
        assertThat(lab.on(lab.topics.policies())).isEmpty();
    }

    @Test
    void nothingIsWrittenAfterANo() {
        bury("closet", policy(Mode.AUTO), processors(lab.topics.policies().name(), 0, "late"));
        lab.terminal.answer(() -> "n");

        assertThat(lab.types("dlq", "replay", "0", "--reason", "because")).isEqualTo(1);

        assertThat(lab.on(lab.topics.policies())).isEmpty();
        lab.types("dlq", "list", "--open", "-o", "json");
        assertThat(lab.said()).hasLineCount(1);
    }

    private byte[] policy(Mode mode) {
        PoolPolicy policy = PoolPolicy.newBuilder()
                .setPool("closet")
                .setMode(mode)
                .setAuthor("ann")
                .setReason("because")
                .build();
        return stack.codec().serializer(lab.topics.policies()).serialize("", policy);
    }

    private static Map<String, String> processors(String topic, long offset, String reason) {
        return Map.of(
                "poolwarden.topic",
                topic,
                "poolwarden.partition",
                "0",
                "poolwarden.offset",
                String.valueOf(offset),
                "poolwarden.reason",
                reason);
    }

    private void bury(String key, byte[] value, Map<String, String> headers) {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", stack.bootstrap()), new StringSerializer(), new ByteArraySerializer())) {
            ProducerRecord<String, byte[]> record = new ProducerRecord<>(lab.topics.deadLetters(), 0, key, value);
            new ArrayList<>(List.copyOf(headers.keySet())).forEach(name -> record.headers()
                    .add(name, headers.get(name).getBytes(StandardCharsets.UTF_8)));
            producer.send(record);
        }
    }
}
