package org.poolwarden.connect.alert;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Debian's Alertmanager as a process of its own on loopback, without a cluster. */
final class RealAlertmanager implements AutoCloseable {

    private static final Path BINARY = Path.of("/usr/bin/prometheus-alertmanager");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;
    private final Process process;

    private RealAlertmanager(int port, Process process) {
        this.port = port;
        this.process = process;
    }

    /** Starts one, or skips the test where the package prometheus-alertmanager is not installed. */
    static RealAlertmanager start(Path dir, String config) throws IOException {
        assumeTrue(Files.isExecutable(BINARY), "the package prometheus-alertmanager is not installed: no " + BINARY);
        Path file = Files.writeString(dir.resolve("alertmanager.yml"), config);
        int port = freePort();
        Process process = new ProcessBuilder(
                        BINARY.toString(),
                        "--config.file=" + file,
                        "--storage.path=" + dir.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--cluster.listen-address=")
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("alertmanager.log").toFile())
                .start();
        RealAlertmanager started = new RealAlertmanager(port, process);
        await("alertmanager is ready")
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> started.get("/-/ready").statusCode() == 200);
        return started;
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** What {@code GET /api/v2/alerts} lists: alerts that fire, inhibited ones too. */
    JsonNode alerts() throws IOException, InterruptedException {
        return json.readTree(get("/api/v2/alerts").body());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(url() + path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().completeOnTimeout(process, 5, TimeUnit.SECONDS).join();
        process.destroyForcibly().onExit().join();
    }
}
