package org.poolwarden.schema.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.poolwarden.schema.Samples;
import org.poolwarden.schema.topic.Topic;
import org.poolwarden.schema.topic.Topics;

/** The codec against a registry server that others wrote, in a process of its own. Runs with {@code -Preal-registry}. */
@Tag("real-registry")
class RealRegistryTest {

    private static Process server;
    private static SchemaRegistryClient registry;

    static Stream<Topic<? extends SpecificRecord>> topics() {
        return Topics.defaults().all().stream().map(topic -> topic);
    }

    @BeforeAll
    static void start() throws IOException {
        int port = freePort();
        server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Dquarkus.http.host=127.0.0.1",
                        "-Dquarkus.http.port=" + port,
                        "-jar",
                        runner().toString())
                .redirectErrorStream(true)
                .redirectOutput(new File("target/registry-server.log"))
                .start();
        registry = new CachedSchemaRegistryClient("http://127.0.0.1:" + port + "/apis/ccompat/v7", 100);
        await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .until(() -> registry.getAllSubjects().isEmpty());
    }

    @AfterAll
    static void stop() {
        server.destroy();
    }

    @ParameterizedTest
    @MethodSource("topics")
    void everyRecordComesBackAsItWent(Topic<? extends SpecificRecord> topic) throws Exception {
        SpecificRecord sample = Samples.all().get(topic.type().getSimpleName());

        assertThat((Object) roundTrip(topic, sample)).isEqualTo(sample);
        assertThat(registry.getCompatibility(topic.subject()))
                .isEqualTo(topic.compatibility().name());
        assertThat(registry.getLatestSchemaMetadata(topic.subject()).getVersion())
                .isOne();
    }

    @Test
    void aSchemaThatOldReadersCannotReadIsRefused() throws Exception {
        Topic<?> alerts = Topics.defaults().alerts();
        roundTrip(alerts, Samples.all().get("Alert"));
        String json = alerts.schema().toString().replace("\"summary\"", "\"headline\"");

        assertThatThrownBy(() -> registry.register(alerts.subject(), new AvroSchema(json)))
                .isInstanceOfSatisfying(RestClientException.class, e -> assertThat(e.getStatus())
                        .isEqualTo(409));
    }

    /** Written by one codec and read by another: nothing but the registry connects them. */
    private static <V extends SpecificRecord> V roundTrip(Topic<V> topic, SpecificRecord sample) {
        byte[] bytes = new WireCodec(registry)
                .serializer(topic)
                .serialize("", topic.type().cast(sample));
        return new WireCodec(registry).deserializer(topic).deserialize("", bytes);
    }

    private static Path runner() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("target/registry-server"))) {
            List<Path> runners = files.filter(
                            file -> file.getFileName().toString().endsWith("-runner.jar"))
                    .toList();
            assertThat(runners).as("the unpacked registry server").hasSize(1);
            return runners.get(0);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
