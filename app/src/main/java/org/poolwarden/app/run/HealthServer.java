package org.poolwarden.app.run;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;

/** {@code /metrics} for Prometheus, {@code /livez} and {@code /readyz} for whoever restarts processes. */
public final class HealthServer implements AutoCloseable {

    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    private final HttpServer server;

    private HealthServer(HttpServer server) {
        this.server = server;
    }

    /**
     * @throws StartException when the port is in use
     */
    public static HealthServer start(
            InetAddress address, int port, PrometheusMeterRegistry meters, BooleanSupplier live, BooleanSupplier ready)
            throws StartException {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(address, port), 0);
            server.createContext(
                    "/metrics",
                    exchange -> reply(exchange, OK, "text/plain; version=0.0.4; charset=utf-8", meters.scrape()));
            server.createContext("/livez", exchange -> probe(exchange, live, "alive", "stopped"));
            server.createContext("/readyz", exchange -> probe(exchange, ready, "ready", "not running, or catching up"));
            server.start();
            return new HealthServer(server);
        } catch (IOException e) {
            throw new StartException("port " + port + " for metrics is in use: choose another with --port", e);
        }
    }

    public String url() {
        InetSocketAddress address = server.getAddress();
        return "http://" + address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    private static void probe(HttpExchange exchange, BooleanSupplier holds, String yes, String no) throws IOException {
        boolean held = holds.getAsBoolean();
        reply(exchange, held ? OK : UNAVAILABLE, "text/plain; charset=utf-8", (held ? yes : no) + "\n");
    }

    private static void reply(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
