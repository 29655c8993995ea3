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
        String body;
        try {
            body = json.writeValueAsString(config);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of text is JSON", e);
        }
        HttpResponse<String> answer = null;
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            answer = send("PUT", "/connectors/" + name + "/config", body);
            if (answer.statusCode() / 100 == 2) {
                awaitRunning(name, end);
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

    private void awaitRunning(String name, long end) throws StartException, InterruptedException {
        String last = "";
        while (System.nanoTime() < end) {
            HttpResponse<String> answer = send("GET", "/connectors/" + name + "/status", null);
            last = answer.body();
            if (answer.statusCode() == 200) {
                JsonNode tasks = parsed(last).path("tasks");
                if (last.contains("\"FAILED\"")) {
                    break;
                }
                boolean running = tasks.size() > 0;
                for (JsonNode task : tasks) {
                    running &= task.path("state").asText().equals("RUNNING");
                }
                if (running) {
                    return;
                }
            }
            TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
        }
        throw new StartException("connector " + name + " does not run: " + last, null);
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
