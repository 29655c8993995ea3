package org.poolwarden.app.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.poolwarden.schema.HostHeartbeat;
import org.poolwarden.schema.topic.Topics;
import org.poolwarden.schema.wire.WireCodec;
import org.poolwarden.sim.PoolSpec;
import org.poolwarden.sim.RealClock;
import org.poolwarden.sim.SimWorld;
import org.poolwarden.sim.http.SimFace;

/** The plugin's archive in a Connect worker of its own: another process, with nothing of ours on its class path. */
@Timeout(300)
class PluginArchiveTest {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    /** What a worker has of Kafka; the rest must come from the archive. */
    private static final String OURS = "poolwarden|avro-|guava|xmlrpc|ws-commons|xen-api";

    @TempDir
    private Path dir;

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();

    @Test
    void anyConnectClusterTakesItAndItsHeartbeatsArrive() throws Exception {
        Path archive = archive();
        unzip(archive, dir.resolve("plugins"));
        Ports ports = Ports.from(free(5));
        RealClock clock = new RealClock();
        SimWorld world = new SimWorld(clock, 1);
        world.add(PoolSpec.of("closet", Map.of("alpha", "127.0.0.11")));
        Process worker = null;
        try (EmbeddedBroker broker = EmbeddedBroker.start(dir.resolve("kafka"), ports);
                EmbeddedRegistry registry = EmbeddedRegistry.start(broker.bootstrap(), ports.registry());
                SimFace face = SimFace.open(world, clock, "rack-a", 0)) {
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
                new Topics("xen.", 1).create(admin, (short) 1);
            }
            worker = worker(broker.bootstrap(), ports.connect());
            String url = "http://127.0.0.1:" + ports.connect();
            awaitPlugins(url);
            put(
                    url + "/connectors/heartbeat/config",
                    Map.of(
                            "connector.class",
                            "org.poolwarden.connect.heartbeat.HeartbeatConnector",
                            "observer",
                            "rack-a",
                            "pools",
                            "closet",
                            "pools.closet.hosts",
                            "alpha=127.0.0.11:" + face.xapi(world.host("alpha")).getPort(),
                            "pools.closet.password",
                            SimWorld.PASSWORD,
                            "tls.fingerprints",
                            face.fingerprint(),
                            "schema.registry.url",
                            registry.url()));
            assertThat(firstHeartbeat(broker.bootstrap(), registry.url()).getHost())
                    .isEqualTo("alpha");
        } finally {
            if (worker != null) {
                worker.destroy();
                worker.waitFor();
            }
            clock.close();
        }
    }

    private static Path archive() throws IOException {
        try (Stream<Path> built = Files.list(Path.of("../connectors/target"))) {
            List<Path> archives = built.filter(file -> file.toString().endsWith("-plugin.zip"))
                    .toList();
            assumeTrue(archives.size() == 1, "mvn package has not made the archive: " + archives);
            return archives.get(0);
        }
    }

    private static void unzip(Path archive, Path into) throws IOException {
        try (InputStream file = Files.newInputStream(archive);
                ZipInputStream zip = new ZipInputStream(file)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path target = into.resolve(entry.getName()).normalize();
                assertThat(target.startsWith(into)).isTrue();
                assertThat(entry.getName()).doesNotContain("kafka-clients", "connect-api", "slf4j");
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    Files.copy(zip, target);
                }
            }
        }
    }

    private Process worker(String bootstrap, int port) throws IOException {
        Properties config = new Properties();
        config.put("bootstrap.servers", bootstrap);
        config.put("group.id", "elsewhere");
        config.put("listeners", "http://127.0.0.1:" + port);
        config.put("plugin.path", dir.resolve("plugins").toString());
        config.put("plugin.discovery", "service_load");
        config.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
        config.put("value.converter", "org.apache.kafka.connect.converters.ByteArrayConverter");
        config.put("scheduled.rebalance.max.delay.ms", "0");
        config.put("rest.extension.classes", "org.poolwarden.connect.worker.WorkerCheck");
        for (String topic : List.of("config", "offset", "status")) {
            config.put(topic + ".storage.topic", "_elsewhere-" + topic);
            config.put(topic + ".storage.replication.factor", "1");
        }
        Path file = dir.resolve("worker.properties");
        try (var writer = Files.newBufferedWriter(file)) {
            config.store(writer, null);
        }
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).toString().matches(".*(" + OURS + ").*") || isForeign(entry))
                .collect(Collectors.joining(File.pathSeparator));
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.util.concurrent.ForkJoinPool.common.parallelism=2",
                        "-cp",
                        classPath,
                        "org.apache.kafka.connect.cli.ConnectDistributed",
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("worker.log").toFile())
                .start();
    }

    /** A jar of somebody else's that lies in a folder whose name happens to be ours. */
    private static boolean isForeign(String entry) {
        String name = Path.of(entry).getFileName().toString();
        return name.endsWith(".jar") && !name.matches(".*(" + OURS + ").*");
    }

    private void awaitPlugins(String url) {
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
            HttpResponse<String> plugins = http.send(
                    HttpRequest.newBuilder(URI.create(url + "/connector-plugins"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(plugins.body())
                    .contains("HeartbeatConnector", "EventConnector", "DiskConnector", "RecoverySinkConnector");
        });
    }

    private void put(String url, Map<String, String> config) {
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                    .header("Content-Type", "application/json")
                    .PUT(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(config)))
                    .build();
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
        });
    }

    private static HostHeartbeat firstHeartbeat(String bootstrap, String registry) {
        Topics topics = new Topics("xen.", 1);
        Map<String, Object> config = new HashMap<>(
                Map.of("bootstrap.servers", bootstrap, "group.id", "test", "auto.offset.reset", "earliest"));
        try (KafkaConsumer<String, HostHeartbeat> consumer = new KafkaConsumer<>(
                config, new StringDeserializer(), WireCodec.at(registry).deserializer(topics.heartbeats()))) {
            consumer.subscribe(List.of(topics.heartbeats().name()));
            return await().atMost(PATIENCE)
                    .until(
                            () -> {
                                var records = consumer.poll(Duration.ofMillis(500));
                                return records.isEmpty()
                                        ? null
                                        : records.iterator().next().value();
                            },
                            heartbeat -> heartbeat != null);
        }
    }

    /** Ports that were free a moment ago, one after the other. */
    private static int free(int count) throws IOException {
        for (int port = 21_000; port < 31_000; port += 100) {
            boolean all = true;
            for (int i = 0; i < count && all; i++) {
                try (ServerSocket probe = new ServerSocket(port + i, 1, InetAddress.getLoopbackAddress())) {
                    all = probe.isBound();
                } catch (IOException e) {
                    all = false;
                }
            }
            if (all) {
                return port;
            }
        }
        throw new IOException("no free ports");
    }
}
