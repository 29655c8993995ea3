package org.poolwarden.app.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.poolwarden.app.run.StartException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The part of the Confluent Schema Registry API that poolwarden and plain clients use, over a compacted topic. Not for
 * production: one writer, no authentication, Avro without references, nothing can be deleted.
 */
public final class EmbeddedRegistry implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedRegistry.class);
    private static final String TYPE = "application/vnd.schemaregistry.v1+json";
    private static final Set<String> LEVELS = Set.of(
            "NONE", "BACKWARD", "BACKWARD_TRANSITIVE", "FORWARD", "FORWARD_TRANSITIVE", "FULL", "FULL_TRANSITIVE");

    private final ObjectMapper json = new ObjectMapper();
    private final RegistryBook book = new RegistryBook();
    private final RegistryLog log;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(4, task -> {
        Thread thread = new Thread(task, "registry-http");
        thread.setDaemon(true);
        return thread;
    });

    private EmbeddedRegistry(String bootstrap, int port) throws IOException, InterruptedException, ExecutionException {
        log = new RegistryLog(bootstrap, book);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    public static EmbeddedRegistry start(String bootstrap, int port) throws StartException, InterruptedException {
        try {
            return new EmbeddedRegistry(bootstrap, port);
        } catch (IOException | ExecutionException e) {
            throw new StartException("the embedded schema registry does not start: " + e.getMessage(), e);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try {
            byte[] body = exchange.getRequestBody().readAllBytes();
            JsonNode request = body.length == 0 ? json.createObjectNode() : json.readTree(body);
            String path = exchange.getRequestURI().getRawPath();
            List<String> parts = new ArrayList<>();
            for (String part : path.substring(1).split("/")) {
                parts.add(URLDecoder.decode(part, StandardCharsets.UTF_8));
            }
            reply(exchange, 200, answer(exchange.getRequestMethod(), parts, request));
        } catch (RegistryError e) {
            reply(exchange, e.status(), Map.of("error_code", e.code(), "message", e.getMessage()));
        } catch (IOException | ExecutionException | RuntimeException e) {
            LOG.error("registry request failed", e);
            reply(exchange, 500, Map.of("error_code", 50001, "message", String.valueOf(e.getMessage())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            exchange.close();
        }
    }

    private synchronized Object answer(String method, List<String> path, JsonNode body)
            throws RegistryError, InterruptedException, ExecutionException {
        return switch (path.get(0)) {
            case "subjects" -> subjects(method, path, body);
            case "schemas" -> schemas(path);
            case "config" -> config(method, path, body);
            case "compatibility" -> Map.of(
                    "is_compatible",
                    book.incompatible(path.get(2), canonical(body)).isEmpty());
            case "mode" -> Map.of("mode", "READWRITE");
            default -> throw notFound();
        };
    }

    private Object subjects(String method, List<String> path, JsonNode body)
            throws RegistryError, InterruptedException, ExecutionException {
        boolean post = method.equals("POST");
        return switch (path.size()) {
            case 1 -> book.subjects();
            case 2 -> described(book.lookup(path.get(1), canonical(body)));
            case 3 -> post
                    ? register(path.get(1), canonical(body))
                    : book.versions(path.get(1)).stream()
                            .map(RegistryBook.Version::number)
                            .toList();
            case 4 -> described(book.version(path.get(1), path.get(3)));
            default -> throw notFound();
        };
    }

    private Object register(String subject, String schema)
            throws RegistryError, InterruptedException, ExecutionException {
        RegistryBook.Version version = book.planned(subject, schema);
        log.write(version);
        book.keep(version);
        return Map.of("id", version.id());
    }

    private Object schemas(List<String> path) throws RegistryError {
        if (path.size() == 2 && path.get(1).equals("types")) {
            return List.of("AVRO");
        }
        if (path.size() == 3 && path.get(1).equals("ids") && path.get(2).matches("\\d{1,9}")) {
            return Map.of("schema", book.schema(Integer.parseInt(path.get(2))));
        }
        throw notFound();
    }

    private Object config(String method, List<String> path, JsonNode body)
            throws RegistryError, InterruptedException, ExecutionException {
        String subject = path.size() > 1 ? path.get(1) : RegistryBook.GLOBAL;
        if (method.equals("PUT")) {
            String level = body.path("compatibility").asText();
            if (!LEVELS.contains(level)) {
                throw new RegistryError(422, 42203, "Invalid compatibility level. Valid values are " + LEVELS);
            }
            log.writeLevel(subject, level);
            book.level(subject, level);
            return Map.of("compatibility", level);
        }
        if (!subject.isEmpty() && book.ownLevel(subject).isEmpty()) {
            throw new RegistryError(
                    404, 40408, "Subject '" + subject + "' does not have subject-level compatibility configured");
        }
        return Map.of("compatibilityLevel", book.level(subject));
    }

    private static String canonical(JsonNode body) throws RegistryError {
        return RegistryBook.canonical(body.path("schema").asText());
    }

    private static Map<String, Object> described(RegistryBook.Version version) {
        return Map.of(
                "subject", version.subject(),
                "version", version.number(),
                "id", version.id(),
                "schema", version.schema());
    }

    private static RegistryError notFound() {
        return new RegistryError(404, 404, "HTTP 404 Not Found");
    }

    private void reply(HttpExchange exchange, int status, Object answer) throws IOException {
        try (exchange) {
            byte[] body = json.writeValueAsBytes(answer);
            exchange.getResponseHeaders().set("Content-Type", TYPE);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        log.close();
    }
}
