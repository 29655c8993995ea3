package org.poolwarden.app.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.poolwarden.app.consumer.FiringAlerts;
import org.poolwarden.schema.Alert;
import org.poolwarden.schema.AlertState;
import org.poolwarden.schema.Severity;
import org.poolwarden.schema.topic.Topics;
import org.poolwarden.schema.wire.WireCodec;

/** The examples of docs/consumers.md on a real broker, registry and Connect worker. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(240)
class ConsumersTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Path DOC = Path.of("../docs/consumers.md");
    private static final Path EXAMPLE = Path.of("src/test/java/org/poolwarden/app/consumer/FiringAlerts.java");
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    /** A request of the webhook, as a receiver sees it. */
    private record Heard(String id, String timestamp, String signature, byte[] body) {}

    private final Topics topics = new Topics("xen.", 1);
    private final List<Heard> heard = new CopyOnWriteArrayList<>();

    @TempDir
    private Path dir;

    private Ports ports;
    private EmbeddedBroker broker;
    private EmbeddedRegistry registry;
    private HttpServer receiver;

    @BeforeAll
    void open(@TempDir Path kafka) throws Exception {
        ports = Ports.free();
        broker = EmbeddedBroker.start(kafka, ports);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
            topics.create(admin, (short) 1);
        }
        registry = EmbeddedRegistry.start(broker.bootstrap(), ports.registry());
        write("closet/MASTER_LOST", bytes(alert("closet", AlertState.FIRING)));
        write("closet/MASTER_LOST", new byte[] {1, 2, 3});
        write("attic/MASTER_LOST", bytes(alert("attic", AlertState.FIRING)));
        write("closet/MASTER_LOST", bytes(alert("closet", AlertState.RESOLVED)));
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", this::receive);
        receiver.start();
    }

    @AfterAll
    void close() throws Exception {
        receiver.stop(0);
        registry.close();
        broker.close();
    }

    @Test
    void theJavaExampleIsTheOneThatIsCompiledAndRunHere() throws IOException {
        String code = Files.readString(EXAMPLE);

        assertThat(blocks("java")).containsExactly(code.substring(code.indexOf("import ")));
    }

    @Test
    void theJavaExampleSaysWhatFires() throws Exception {
        Path said = dir.resolve("said");
        Process example = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        FiringAlerts.class.getName(),
                        broker.bootstrap(),
                        registry.url())
                .redirectOutput(said.toFile())
                .redirectError(dir.resolve("errors").toFile())
                .start();
        try {
            await().atMost(PATIENCE).until(() -> lines(said).size() == 3);
            assertThat(lines(said))
                    .containsExactly(
                            "firing: [closet/MASTER_LOST]",
                            "firing: [attic/MASTER_LOST, closet/MASTER_LOST]",
                            "firing: [attic/MASTER_LOST]");
        } finally {
            example.destroyForcibly().onExit().join();
        }
    }

    @Test
    void theShellExampleShowsTheSchemaOfAlerts() throws Exception {
        assumeTrue(isThere("curl") && isThere("jq"), "curl and jq are not installed");
        String line = blocks("sh").get(1).lines().findFirst().orElseThrow();

        String schema = shell(line.replace("http://registry:8081", registry.url()));

        assertThat(schema).contains("\"name\": \"Alert\"", "\"name\": \"withheld\"");
    }

    /** Connect itself delivers, commits and buries here; the receiver refuses one pool's alerts for good. */
    @Test
    void aWebhookIsToldInOrderAndWhatItRefusesLiesAmongTheDeadLettersAsItCame() throws Exception {
        EmbeddedConnect connect = EmbeddedConnect.start(broker.bootstrap(), ports.connect(), dir);
        try (TopicTail<byte[]> letters =
                new TopicTail<>(broker.bootstrap(), topics.deadLetters(), new ByteArrayDeserializer())) {
            connect.run("webhook", webhook());

            await().atMost(PATIENCE).until(() -> letters.records().size() == 2 && heard.size() == 3);
            assertThat(heard)
                    .extracting(request -> new String(request.body(), StandardCharsets.UTF_8))
                    .satisfiesExactlyInAnyOrder(
                            body -> assertThat(body).contains("closet", "alert.firing"),
                            body -> assertThat(body).contains("closet", "alert.resolved"),
                            body -> assertThat(body).contains("attic"));
            assertThat(heard.stream().filter(this::isOfCloset).map(Heard::id))
                    .containsExactly("xen.alerts-0-0", "xen.alerts-0-3");
            assertThat(letters.records())
                    .anySatisfy(letter -> assertThat(letter.value()).containsExactly(1, 2, 3))
                    .anySatisfy(letter -> assertThat(reason(letter)).contains("status 422"));
        } finally {
            connect.close();
        }
        verifyByShell();
    }

    private void verifyByShell() throws Exception {
        assumeTrue(isThere("openssl"), "openssl is not installed");
        Heard one = heard.get(0);
        Path body = Files.write(dir.resolve("body"), one.body());
        String call = "verify '%s' '%s' '%s' '%s' %s && echo genuine || echo forged"
                .formatted(SECRET, one.id(), one.timestamp(), one.signature(), body);
        String verify = blocks("sh").get(0);

        assertThat(shell(verify + call)).isEqualTo("genuine\n");
        Files.writeString(body, "forged");
        assertThat(shell(verify + call)).isEqualTo("forged\n");
    }

    private Map<String, String> webhook() {
        Map<String, String> config = new HashMap<>();
        config.put("connector.class", "org.poolwarden.connect.alert.AlertSinkConnector");
        config.put("topics", topics.alerts().name());
        config.put("target", "webhook");
        config.put("target.urls", "http://127.0.0.1:" + receiver.getAddress().getPort() + "/");
        config.put("webhook.secret", SECRET);
        config.put("schema.registry.url", registry.url());
        config.put("errors.tolerance", "all");
        config.put("errors.deadletterqueue.topic.name", topics.deadLetters());
        config.put("errors.deadletterqueue.topic.replication.factor", "1");
        config.put("errors.deadletterqueue.context.headers.enable", "true");
        return config;
    }

    private void receive(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        heard.add(new Heard(
                exchange.getRequestHeaders().getFirst("webhook-id"),
                exchange.getRequestHeaders().getFirst("webhook-timestamp"),
                exchange.getRequestHeaders().getFirst("webhook-signature"),
                body));
        exchange.sendResponseHeaders(isOfCloset(heard.get(heard.size() - 1)) ? 204 : 422, -1);
        exchange.close();
    }

    private boolean isOfCloset(Heard request) {
        return new String(request.body(), StandardCharsets.UTF_8).contains("closet");
    }

    private static String reason(ConsumerRecord<String, byte[]> letter) {
        return new String(
                letter.headers()
                        .lastHeader("__connect.errors.exception.message")
                        .value(),
                StandardCharsets.UTF_8);
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith("firing: "))
                .toList();
    }

    /** What stands in the document's blocks of one language. */
    private static List<String> blocks(String language) throws IOException {
        return List.of(Files.readString(DOC).split("(?m)^```(?=\\w)")).stream()
                .filter(part -> part.startsWith(language + "\n"))
                .map(part -> part.substring(language.length() + 1, part.indexOf("\n```") + 1))
                .toList();
    }

    private static boolean isThere(String command) throws IOException, InterruptedException {
        return new ProcessBuilder("sh", "-c", "command -v " + command).start().waitFor() == 0;
    }

    private String shell(String script) throws IOException, InterruptedException {
        Path out = dir.resolve("out");
        new ProcessBuilder("sh", "-c", script)
                .redirectOutput(out.toFile())
                .redirectError(dir.resolve("err").toFile())
                .start()
                .waitFor();
        return Files.readString(out);
    }

    private void write(String key, byte[] value) throws Exception {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrap()), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topics.alerts().name(), key, value))
                    .get();
        }
    }

    private byte[] bytes(Alert alert) {
        return WireCodec.at(registry.url())
                .serializer(topics.alerts())
                .serialize(topics.alerts().name(), alert);
    }

    private static Alert alert(String pool, AlertState state) {
        Instant began = Instant.parse("2026-11-22T20:00:00Z");
        return Alert.newBuilder()
                .setKey(pool + "/MASTER_LOST")
                .setPool(pool)
                .setKind("MASTER_LOST")
                .setState(state)
                .setSeverity(Severity.CRITICAL)
                .setSummary("the master of " + pool + " is lost")
                .setStartsAt(began)
                .setEndsAt(state == AlertState.RESOLVED ? began.plusSeconds(60) : null)
                .setEvidence(List.of())
                .setWithheld(List.of())
                .setRunbook(List.of("look at the console"))
                .setEpoch(1)
                .setJudgedAt(began)
                .setCause("tick")
                .build();
    }
}
