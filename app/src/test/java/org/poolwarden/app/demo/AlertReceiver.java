package org.poolwarden.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;

/** An Alertmanager that accepts whatever it is told, and the connector that tells it. */
record AlertReceiver(HttpServer server) implements AutoCloseable {

    static AlertReceiver open() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        return new AlertReceiver(server);
    }

    /** Creates the connector; its task need not run yet. */
    void connect(String worker, String registry) throws IOException, InterruptedException {
        Map<String, String> config = Map.of(
                "connector.class", "org.poolwarden.connect.alert.AlertSinkConnector",
                "topics", "xen.alerts",
                "target", "alertmanager",
                "target.urls", "http://127.0.0.1:" + server.getAddress().getPort(),
                "schema.registry.url", registry,
                "errors.tolerance", "all",
                "errors.deadletterqueue.topic.name", "xen.dead-letters",
                "errors.deadletterqueue.topic.replication.factor", "1",
                "errors.deadletterqueue.context.headers.enable", "true");
        HttpRequest request = HttpRequest.newBuilder(URI.create(worker + "/connectors/alerts/config"))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(new ObjectMapper().writeValueAsString(config)))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
