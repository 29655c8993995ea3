package org.poolwarden.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.management.ObjectName;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.poolwarden.app.embedded.Ports;
import org.poolwarden.app.metrics.Asked;
import org.poolwarden.app.metrics.Query;
import org.poolwarden.app.metrics.Scrape;
import org.poolwarden.app.metrics.Scraper;
import org.poolwarden.app.run.CapacityScrape;
import org.poolwarden.app.run.Reach;
import org.poolwarden.sim.SimWorld;

/**
 * The whole way on a real broker, watched as a consumer of the topics would: plain Kafka consumers, and schemas from the
 * registry's REST API. Nothing of poolwarden decodes here.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EndToEndTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(200);

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private final StringWriter printed = new StringWriter();
    private final Map<Integer, Schema> schemas = new LinkedHashMap<>();
    private CapturedLog log;
    private DemoRun run;
    private Scraper scraper;
    private String spoiled;

    @BeforeAll
    void play(@TempDir Path dir) throws Exception {
        log = CapturedLog.begin();
        run = new DemoRun(Stories.LOST_MASTER, new PrintWriter(printed), Clock.systemUTC());
        run.start(dir, Ports.free());
        scraper = Scraper.begin(run.healthUrl());
        spoiled = run.play();
    }

    @AfterAll
    void close() {
        scraper.close();
        run.close();
        log.close();
    }

    @Test
    void noSecretStandsInAnyLineOfTheLog() {
        assertThat(log.lines())
                .anyMatch(line -> line.contains("interviews begin"))
                .noneMatch(line -> line.contains(SimWorld.PASSWORD))
                .noneMatch(line -> line.contains("OpaqueRef:"));
    }

    @Test
    void theSurvivorBecomesMasterAndTheOldMasterFollows() {
        assertThat(spoiled).as(printed.toString()).isEmpty();
    }

    /** What {@code --keep} prints for an operator's verbs. */
    @Test
    void theOperatorsFileLeadsToThisStack() throws IOException {
        Reach reach = Reach.read(run.operatorsFile());
        assertThat(reach.bootstrap()).isEqualTo(run.bootstrap());
        assertThat(reach.registry()).isEqualTo(run.registryUrl());
        assertThat(reach.topics().findings().name())
                .isEqualTo(run.topics().findings().name());
        run.printAddresses();
        assertThat(printed.toString()).contains("poolwarden list --config " + run.operatorsFile());
    }

    @Test
    void oneFiringAlertOfTheLostMasterIsFollowedByItsResolution() throws Exception {
        List<GenericRecord> alerts = read(run.topics().alerts().name()).stream()
                .filter(alert -> alert.get("kind").toString().equals("MASTER_LOST"))
                .toList();
        assertThat(alerts).extracting(alert -> alert.get("state").toString()).containsExactly("FIRING", "RESOLVED");
        GenericRecord firing = alerts.get(0);
        assertThat(firing.get("key").toString()).isEqualTo("closet/MASTER_LOST");
        assertThat(firing.get("severity").toString()).isEqualTo("CRITICAL");
        assertThat((List<?>) firing.get("evidence")).hasSize(2);
        assertThat(firing.get("runbook").toString()).contains("xe pool-emergency-transition-to-master");
    }

    /** The dead host may be declared dead besides, when it stays away for long enough. */
    @Test
    void exactlyOneHostIsPromotedAndItsOutcomesTellItsStory() throws Exception {
        List<GenericRecord> promotions = read(run.topics().commands().name()).stream()
                .filter(command -> command.get("kind").toString().equals("PROMOTE"))
                .toList();
        assertThat(promotions)
                .extracting(command -> command.get("hostName") + " " + command.get("proof"))
                .containsExactly("beta POWER_OFF");
        assertThat(read(run.topics().outcomes().name()))
                .filteredOn(outcome ->
                        outcome.get("commandId").equals(promotions.get(0).get("id")))
                .extracting(outcome -> outcome.get("result").toString())
                .containsExactly("STARTED", "ACCEPTED", "SUCCEEDED");
    }

    @Test
    void everyFindingNamesTheHeartbeatsItRestsOn() throws Exception {
        List<ConsumerRecord<String, byte[]>> heartbeats =
                records(run.topics().heartbeats().name());
        GenericRecord lost = read(run.topics().findings().name()).stream()
                .filter(finding -> finding.get("verdict").toString().equals("MASTER_LOST"))
                .findFirst()
                .orElseThrow();
        for (Object evidence : (List<?>) lost.get("evidence")) {
            GenericRecord named = (GenericRecord) evidence;
            ConsumerRecord<String, byte[]> heartbeat = heartbeats.stream()
                    .filter(record -> record.partition() == (int) named.get("partition"))
                    .filter(record -> record.offset() == (long) named.get("offset"))
                    .findFirst()
                    .orElseThrow();
            assertThat(heartbeat.key()).isEqualTo("closet");
            assertThat(heartbeat.timestamp()).isEqualTo((long) named.get("at"));
            assertThat(decoded(heartbeat.value()).get("host")).isEqualTo(named.get("host"));
        }
    }

    @Test
    void subjectsAreNamedAfterTopicsAndKeepTheirCompatibility() throws Exception {
        assertThat(get("/subjects"))
                .extracting(JsonNode::asText)
                .contains("xen.heartbeats-value", "xen.alerts-value", "xen.recovery-commands-value");
        assertThat(get("/config/xen.alerts-value").get("compatibilityLevel").asText())
                .isEqualTo("FULL_TRANSITIVE");
        assertThat(get("/config/xen.heartbeats-value").get("compatibilityLevel").asText())
                .isEqualTo("BACKWARD_TRANSITIVE");
        assertThat(get("/subjects/xen.alerts-value/versions/latest")
                        .get("schema")
                        .asText())
                .doesNotContain("avro.java.string");
    }

    @Test
    void topicsHaveTheSettingsThatTheyPromise() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", run.bootstrap()))) {
            ConfigResource heartbeats = new ConfigResource(
                    ConfigResource.Type.TOPIC, run.topics().heartbeats().name());
            var config = admin.describeConfigs(List.of(heartbeats)).all().get().get(heartbeats);
            assertThat(config.get("message.timestamp.type").value()).isEqualTo("LogAppendTime");
            assertThat(config.get("cleanup.policy").value()).isEqualTo("delete");
        }
    }

    @Test
    void metricsCountWhatWasDecidedAndTheProbesAreGreen() throws Exception {
        String metrics = text(run.healthUrl() + "/metrics", 200);
        assertThat(metrics)
                .contains("poolwarden_verdicts_total{pool=\"closet\",verdict=\"MASTER_LOST\"}")
                .contains("poolwarden_commands_total{command=\"PROMOTE\",pool=\"closet\"} 1.0")
                .contains("guard=\"IN_FLIGHT\"")
                .contains("poolwarden_pool_verdict{pool=\"closet\",verdict=\"SETTLED\"} 1")
                .doesNotContain("poolwarden_pool_verdict{pool=\"closet\",verdict=\"MASTER_LOST\"}")
                .contains("kafka_stream_");
        assertThat(text(run.healthUrl() + "/livez", 200)).isEqualTo("alive\n");
        assertThat(text(run.healthUrl() + "/readyz", 200)).isEqualTo("ready\n");
    }

    /** In Connect's own JMX, one bean for each task and kind of failure. */
    @Test
    void connectShowsWhatItsSourcesCount() throws Exception {
        assertThat(meter("heartbeat", "", "interviews-total")).isPositive();
        assertThat(meter("heartbeat", "", "last-event-ms")).isGreaterThan(1_600_000_000_000L);
        assertThat(meter("heartbeat", "", "behind-ms")).isNotNegative();
        assertThat(meter("heartbeat", ",kind=UNREACHABLE", "failures-total"))
                .as("the master was powered off")
                .isPositive();
        assertThat(meter("events", "", "calls-total")).isPositive();
        assertThat(meter("events", "", "last-event-ms")).isGreaterThan(1_600_000_000_000L);
    }

    private static long meter(String connector, String tag, String attribute) throws Exception {
        ObjectName bean = new ObjectName("kafka.connect:type=plugins,connector=" + connector + ",task=0" + tag);
        return ((Number) ManagementFactory.getPlatformMBeanServer().getAttribute(bean, attribute)).longValue();
    }

    /** A dashboard that asks for what nobody tells is empty, and a rule never fires; nothing else says so. */
    @Test
    void everyMetricAndLabelOfDashboardsAndRulesIsToldByWhatRuns() throws Exception {
        try (AlertReceiver receiver = AlertReceiver.open()) {
            receiver.connect(run.connectUrl(), run.registryUrl());
            List<Query> asked = Asked.all();
            assertThat(asked).hasSizeGreaterThan(50);
            scraper.seen().add(CapacityScrape.text());

            await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
                Scrape seen = scraper.seen();
                assertThat(asked)
                        .flatExtracting(query -> query.missingIn(seen).entrySet())
                        .isEmpty();
            });
        }
    }

    /** Sessions and tokens do not survive a failover: whoever listened hears everything again, after a marker. */
    @Test
    void theNewMasterTellsEveryObjectAnew() throws Exception {
        String topic = run.topics().events().name();
        await().atMost(PATIENCE).until(() -> masters(read(topic)).size() == 2);

        List<GenericRecord> events = read(topic);
        assertThat(events.get(0).get("operation")).hasToString("RESYNC");
        String survivor = masters(events).get(1);
        assertThat(events)
                .filteredOn(event -> event.get("master").toString().equals(survivor))
                .filteredOn(event -> "vm".equals(String.valueOf(event.get("type"))))
                .filteredOn(event -> event.get("operation").toString().equals("ADD"))
                .hasSize(6)
                .allSatisfy(event -> assertThat(event.get("powerState")).hasToString("Running"));
    }

    /** Who has begun to tell anew, in order. */
    private static List<String> masters(List<GenericRecord> events) {
        return events.stream()
                .filter(event -> event.get("operation").toString().equals("RESYNC"))
                .map(event -> event.get("master").toString())
                .distinct()
                .toList();
    }

    /** Given through a config provider, a password is in no answer of Connect, not even in its tasks' configurations. */
    @Test
    void noSecretStandsInAnAnswerOfConnect() throws Exception {
        for (String path : List.of("", "/tasks", "/config")) {
            for (String connector : List.of("heartbeat", "recovery", "events")) {
                assertThat(text(run.connectUrl() + "/connectors/" + connector + path, 200))
                        .contains("pools.closet.password")
                        .contains("${file:")
                        .doesNotContain(SimWorld.PASSWORD);
            }
        }
        for (ConsumerRecord<String, byte[]> record : records("_connect-config")) {
            assertThat(new String(record.value(), StandardCharsets.UTF_8)).doesNotContain(SimWorld.PASSWORD);
        }
    }

    /** The last one: what it writes would be in the way of those who read the topics. */
    @Test
    @Order(Integer.MAX_VALUE)
    void aRecordThatDoesNotDecodeIsADeadLetterWithItsReasonAndStopsNothing() throws Exception {
        byte[] poison = "no avro".getBytes(StandardCharsets.UTF_8);
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", run.bootstrap()), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(run.topics().heartbeats().name(), "closet", poison))
                    .get();
            producer.send(new ProducerRecord<>(run.topics().commands().name(), "closet", poison))
                    .get();
        }

        await().atMost(PATIENCE).until(() -> records(run.topics().deadLetters()).size() >= 2);
        List<ConsumerRecord<String, byte[]>> letters = records(run.topics().deadLetters());
        assertThat(letters).hasSize(2).allSatisfy(letter -> {
            assertThat(letter.value()).isEqualTo(poison);
            assertThat(letter.headers().toString()).isNotBlank();
        });
        assertThat(text(run.healthUrl() + "/readyz", 200)).isEqualTo("ready\n");
    }

    @Test
    void noSecretStandsInAnyRecordOrInTheTimeline() throws Exception {
        List<String> topics = List.of(
                run.topics().heartbeats().name(),
                run.topics().findings().name(),
                run.topics().alerts().name(),
                run.topics().commands().name(),
                run.topics().outcomes().name());
        for (String topic : topics) {
            for (ConsumerRecord<String, byte[]> record : records(topic)) {
                assertThat(new String(record.value(), StandardCharsets.ISO_8859_1))
                        .doesNotContain("simulated", "OpaqueRef:");
            }
        }
        assertThat(printed.toString()).doesNotContain("OpaqueRef:", "password");
    }

    private List<GenericRecord> read(String topic) throws Exception {
        List<GenericRecord> read = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : records(topic)) {
            read.add(decoded(record.value()));
        }
        return read;
    }

    private List<ConsumerRecord<String, byte[]>> records(String topic) {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", run.bootstrap(), "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<String, byte[]>> read = new ArrayList<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(read::add);
            }
            return read;
        }
    }

    private GenericRecord decoded(byte[] bytes) throws Exception {
        ByteBuffer header = ByteBuffer.wrap(bytes);
        assertThat(header.get()).isZero();
        int id = header.getInt();
        if (!schemas.containsKey(id)) {
            schemas.put(
                    id,
                    new Schema.Parser()
                            .parse(get("/schemas/ids/" + id).get("schema").asText()));
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(bytes, header.position(), header.remaining());
        return new GenericDatumReader<GenericRecord>(schemas.get(id))
                .read(null, DecoderFactory.get().binaryDecoder(body.toByteArray(), null));
    }

    private JsonNode get(String path) throws Exception {
        return json.readTree(text(run.registryUrl() + path, 200));
    }

    private String text(String url, int status) throws IOException, InterruptedException {
        HttpResponse<String> response =
                http.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(url + response.body()).isEqualTo(status);
        return response.body();
    }
}
