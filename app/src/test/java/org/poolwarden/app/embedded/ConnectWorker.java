package org.poolwarden.app.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A Connect worker in a process of its own, with nothing of ours on its class path, and its REST API. */
final class ConnectWorker implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(150);

    private static final Duration STOPPING = Duration.ofSeconds(30);

    /** What a worker has of Kafka; the rest must come from the archive. */
    private static final String OURS = "poolwarden|avro-|guava|xmlrpc|ws-commons|xen-api";

    private final int port;
    private final Path log;
    private final Process process;
    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();

    private ConnectWorker(int port, Path log, Process process) {
        this.port = port;
        this.log = log;
        this.process = process;
    }

    /**
     * Starts a worker of the group {@code elsewhere}, as the connectors' README would have it: exactly once, and quick
     * to notice that another one is lost.
     *
     * @param dir for its configuration and its log
     */
    static ConnectWorker start(Path dir, Path plugins, String bootstrap, int port) throws IOException {
        Properties config = new Properties();
        config.put("bootstrap.servers", bootstrap);
        config.put("group.id", "elsewhere");
        config.put("listeners", "http://127.0.0.1:" + port);
        config.put("plugin.path", plugins.toString());
        config.put("plugin.discovery", "service_load");
        config.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
        config.put("value.converter", "org.apache.kafka.connect.converters.ByteArrayConverter");
        config.put("exactly.once.source.support", "enabled");
        config.put("session.timeout.ms", "6000");
        config.put("heartbeat.interval.ms", "1000");
        config.put("scheduled.rebalance.max.delay.ms", "0");
        config.put("rest.extension.classes", "org.poolwarden.connect.worker.WorkerCheck");
        for (String topic : List.of("config", "offset", "status")) {
            config.put(topic + ".storage.topic", "_elsewhere-" + topic);
            config.put(topic + ".storage.replication.factor", "1");
        }
        config.put("offset.storage.partitions", "1");
        config.put("status.storage.partitions", "1");
        Path file = dir.resolve("worker-" + port + ".properties");
        try (var writer = Files.newBufferedWriter(file)) {
            config.store(writer, null);
        }
        Path log = dir.resolve("worker-" + port + ".log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Djava.util.concurrent.ForkJoinPool.common.parallelism=2",
                        "-cp",
                        classPath(),
                        "org.apache.kafka.connect.cli.ConnectDistributed",
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new ConnectWorker(port, log, process);
    }

    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(ConnectWorker::isForeign)
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** A jar by its own name, whatever its folder is called; folders of classes are those that this build has just made. */
    private static boolean isForeign(String entry) {
        String name = Path.of(entry).getFileName().toString();
        return name.endsWith(".jar") && !name.matches(".*(" + OURS + ").*");
    }

    /** As Connect names it in the status of what runs on it. */
    String id() {
        return "127.0.0.1:" + port;
    }

    /** Returns when it answers. */
    ConnectWorker awaitReady() {
        await("worker " + id() + " answers")
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> send("GET", "/connectors", null).statusCode() == 200);
        return this;
    }

    /** Creates a connector, or changes it, and returns when all of its tasks run on some worker. */
    void run(String name, Map<String, String> config) {
        await("connector " + name + " is taken")
                .atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> {
                    HttpResponse<String> answer =
                            send("PUT", "/connectors/" + name + "/config", json.writeValueAsString(config));
                    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
                });
        await("connector " + name + " runs").atMost(PATIENCE).untilAsserted(() -> assertThat(areRunning(List.of(name)))
                .as("status %s, log %s", get("/connectors/" + name + "/status"), lastLines())
                .isTrue());
    }

    /** Of its log, which is gone with the test. */
    private String lastLines() throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    }

    /** Whether each of {@code connectors} has tasks, and all of them run. */
    boolean areRunning(List<String> connectors) throws IOException, InterruptedException {
        for (String connector : connectors) {
            JsonNode tasks = get("/connectors/" + connector + "/status").path("tasks");
            boolean running = tasks.size() > 0;
            for (JsonNode task : tasks) {
                running &= task.path("state").asText().equals("RUNNING");
            }
            if (!running) {
                return false;
            }
        }
        return true;
    }

    /** Which worker runs the one task of {@code connector}. */
    String workerOf(String connector) throws IOException, InterruptedException {
        return get("/connectors/" + connector + "/status")
                .path("tasks")
                .path(0)
                .path("worker_id")
                .asText();
    }

    /** Names of the fields that Connect would refuse in a configuration. */
    List<String> wrongFields(String plugin, Map<String, String> config) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                send("PUT", "/connector-plugins/" + plugin + "/config/validate", json.writeValueAsString(config));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        List<String> wrong = new ArrayList<>();
        for (JsonNode field : json.readTree(answer.body()).path("configs")) {
            if (field.path("value").path("errors").size() > 0) {
                wrong.add(field.path("value").path("name").asText());
            }
        }
        return wrong;
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return json.readTree(send("GET", path, null).body());
    }

    /** One request; a 409 says that the group rebalances. */
    HttpResponse<String> send(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** As a power cut would: nobody is told. Returns when it is gone. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit()
                .completeOnTimeout(process, STOPPING.toSeconds(), TimeUnit.SECONDS)
                .join();
        kill();
    }
}
