package org.poolwarden.app.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.poolwarden.app.console.login.Person;
import org.poolwarden.app.console.login.Role;
import org.poolwarden.app.console.login.Users;
import org.poolwarden.app.operate.Trouble;

/** A console without Kafka: a board that a test fills, a desk that remembers, the real server, and a browser's client. */
final class Face implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    final Fleet fleet = new Fleet();
    final FakeDesk desk = new FakeDesk();
    final LiveFeed feed = new LiveFeed();
    final Herald herald;

    private final ConsoleServer server;
    private final HttpClient client;
    private String token = "";

    Face(ConsoleSettings settings) throws Trouble {
        this(settings, HttpClient.newBuilder());
    }

    Face(ConsoleSettings settings, HttpClient.Builder client) throws Trouble {
        Pulse pulse = new Pulse(() -> true, Optional::empty);
        herald = new Herald(fleet.board, pulse, feed);
        Optional<Users> users = Optional.empty();
        if (settings.users().isPresent()) {
            users = Optional.of(Users.read(settings.users().get()));
        }
        Routes routes = new Routes(
                new Routes.Sources(fleet.board, desk, feed, pulse),
                new Gate(settings, new Person("ann", Role.OPERATOR)),
                users,
                Clock.systemUTC());
        server = ConsoleServer.start(settings, routes);
        this.client = client.cookieHandler(new CookieManager()).build();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.url() + path)).header(Gate.TOKEN_HEADER, token);
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    HttpResponse<String> post(String path, Map<String, Object> form) throws IOException, InterruptedException {
        return send(posting(path, form));
    }

    HttpRequest.Builder posting(String path, Map<String, Object> form) throws IOException {
        return request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(form)));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    JsonNode json(String path) throws IOException, InterruptedException {
        return JSON.readTree(get(path).body());
    }

    /** As a page begins: from now on its token is sent along. */
    void greets() throws IOException, InterruptedException {
        token = json("/api/me").path("token").asText();
    }

    HttpResponse<String> logsIn(String name, String password) throws IOException, InterruptedException {
        HttpResponse<String> answer = post("/api/login", Map.of("name", name, "password", password));
        token = JSON.readTree(answer.body()).path("token").asText();
        return answer;
    }

    int port() {
        return URI.create(server.url()).getPort();
    }

    HttpClient client() {
        return client;
    }

    @Override
    public void close() {
        feed.close();
        server.close();
    }
}
