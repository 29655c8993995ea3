package org.poolwarden.app.embedded;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.kafka.common.config.provider.FileConfigProvider;
import org.apache.kafka.connect.cli.ConnectDistributed;
import org.apache.kafka.connect.runtime.Connect;
import org.poolwarden.app.run.StartException;

/** A distributed Connect worker in this process, with its REST API on loopback and plugins from the class path. */
final class EmbeddedConnect implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration LOOK = Duration.ofMillis(100);

    private final Connect<?> worker;
    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();

    private EmbeddedConnect(Connect<?> worker) {
        this.worker = worker;
    }

    /**
     * @param secrets the only directory that configurations may refer to by {@code ${file:...}}
     */
    static EmbeddedConnect start(String bootstrap, int port, Path secrets) throws StartException {
        Map<String, String> config = new HashMap<>();
        config.put("bootstrap.servers", bootstrap);
        config.put("group.id", "poolwarden-connect");
        config.put("listeners", "http://127.0.0.1:" + port);
        config.put("plugin.discovery", "service_load");
        config.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
        config.put("value.converter", "org.apache.kafka.connect.converters.ByteArrayConverter");
        config.put("config.providers", "file");
        config.put("config.providers.file.class", FileConfigProvider.class.getName());
        config.put("config.providers.file.param.allowed.paths", secrets.toString());
        config.put("offset.flush.interval.ms", "1000");
        config.put("session.timeout.ms", "6000");
        config.put("heartbeat.interval.ms", "1500");
        config.put("scheduled.rebalance.max.delay.ms", "0");
        config.put("rest.extension.classes", "org.poolwarden.connect.worker.WorkerCheck");
        config.put("producer.linger.ms", "0");
        // Commands are written in transactions: what was aborted never happened.
        config.put("consumer.isolation.level", "read_committed");
        config.put("consumer.auto.offset.reset", "earliest");
        config.put("consumer.session.timeout.ms", "10000");
        for (String topic : List.of("config", "offset", "status")) {
            config.put(topic + ".storage.topic", "_connect-" + topic);
            config.put(topic + ".storage.replication.factor", "1");
        }
        config.put("offset.storage.partitions", "1");
        config.put("status.storage.partitions", "1");
        try {
            return new EmbeddedConnect(new ConnectDistributed().startConnect(config));
        } catch (RuntimeException e) {
            throw new StartException("the embedded Kafka Connect does not start: " + e.getMessage(), e);
        }
    }

    String url() {
        String url = worker.rest().advertisedUrl().toString();
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    /** Creates a connector, or changes it, and returns when all of its tasks run. */
    void run(String name, Map<String, String> config) throws StartException, InterruptedException {
        demand(name, "PUT", "/connectors/" + name + "/config", text(config));
        await(name, status -> areTasks(status, "RUNNING"));
    }

    /** Creates a connector that gets tasks when it is resumed. */
    void prepare(String name, Map<String, String> config) throws StartException, InterruptedException {
        demand(name, "POST", "/connectors", text(Map.of("name", name, "config", config, "initial_state", "PAUSED")));
        await(name, status -> status.at("/connector/state").asText().equals("PAUSED"));
    }

    void resume(String name) throws StartException, InterruptedException {
        demand(name, "PUT", "/connectors/" + name + "/resume", "");
        await(name, status -> areTasks(status, "RUNNING"));
    }

    void stop(String name) throws StartException, InterruptedException {
        demand(name, "PUT", "/connectors/" + name + "/stop", "");
        await(
                name,
                status -> status.at("/connector/state").asText().equals("STOPPED")
                        && status.path("tasks").isEmpty());
    }

    private String text(Map<String, ?> map) {
        try {
            return json.writeValueAsString(map);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of text is JSON", e);
        }
    }

    /** Asks until it is granted: a worker that starts or rebalances refuses for a while. */
    private void demand(String name, String method, String path, String body)
            throws StartException, InterruptedException {
        HttpResponse<String> answer = null;
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            answer = send(method, path, body);
            if (answer.statusCode() / 100 == 2) {
                return;
            }
            boolean starting = answer.statusCode() == 409 || answer.statusCode() == 404 || answer.statusCode() >= 500;
            if (!starting) {
                break;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
        }
        throw new StartException("connector " + name + " was not taken: " + answer.body(), null);
    }

    private void await(String name, Predicate<JsonNode> there) throws StartException, InterruptedException {
        String last = "";
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            HttpResponse<String> answer = send("GET", "/connectors/" + name + "/status", null);
            last = answer.body();
            if (answer.statusCode() == 200) {
                if (last.contains("\"FAILED\"")) {
                    break;
                }
                if (there.test(parsed(last))) {
                    return;
                }
            }
            TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
        }
        throw new StartException("connector " + name + " does not stand as it should: " + last, null);
    }

    private static boolean areTasks(JsonNode status, String state) {
        boolean all = !status.path("tasks").isEmpty();
        for (JsonNode task : status.path("tasks")) {
            all &= task.path("state").asText().equals(state);
        }
        return all;
    }

    private JsonNode parsed(String text) throws StartException {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new StartException("Kafka Connect answered no JSON: " + text, e);
        }
    }

    private HttpResponse<String> send(String method, String path, String body)
            throws StartException, InterruptedException {
        HttpRequest.BodyPublisher content = body == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + path))
                .header("Content-Type", "application/json")
                .method(method, content)
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new StartException("Kafka Connect does not answer on " + url(), e);
        }
    }

    @Override
    public void close() {
        worker.stop();
        worker.awaitStop();
    }
}
