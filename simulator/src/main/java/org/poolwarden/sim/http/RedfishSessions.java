package org.poolwarden.sim.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.poolwarden.sim.SimWorld;

/** Who may speak to a BMC: HTTP Basic with each request, or a token from the session service. */
final class RedfishSessions {

    static final String SERVICE = "/redfish/v1/SessionService";
    private static final String COLLECTION = SERVICE + "/Sessions";
    private static final String TOKEN = "X-Auth-Token";
    private static final int CREATED = 201;
    private static final int NO_CONTENT = 204;
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;

    private final ObjectMapper json = new ObjectMapper();
    /** Tokens by the path of their session. */
    private final Map<String, String> tokens = new ConcurrentHashMap<>();

    private final AtomicInteger issued = new AtomicInteger();

    boolean admits(HttpExchange exchange) {
        String pair = SimWorld.USER + ":" + SimWorld.PASSWORD;
        String basic = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        String token = exchange.getRequestHeaders().getFirst(TOKEN);
        return basic.equals(exchange.getRequestHeaders().getFirst("Authorization"))
                || token != null && tokens.containsValue(token);
    }

    void handle(HttpExchange exchange, String path, byte[] body) throws IOException {
        boolean opens = exchange.getRequestMethod().equals("POST") && path.equals(COLLECTION);
        boolean ends = exchange.getRequestMethod().equals("DELETE") && tokens.containsKey(path);
        if (opens && isRoot(body)) {
            String session = COLLECTION + "/" + issued.incrementAndGet();
            String token = Integer.toHexString(session.hashCode());
            tokens.put(session, token);
            exchange.getResponseHeaders().set(TOKEN, token);
            exchange.getResponseHeaders().set("Location", session);
            empty(exchange, CREATED);
        } else if (opens || ends && !admits(exchange)) {
            empty(exchange, UNAUTHORIZED);
        } else if (ends) {
            tokens.remove(path);
            empty(exchange, NO_CONTENT);
        } else {
            empty(exchange, NOT_FOUND);
        }
    }

    private boolean isRoot(byte[] body) throws IOException {
        JsonNode asked = json.readTree(body);
        return asked.path("UserName").asText().equals(SimWorld.USER)
                && asked.path("Password").asText().equals(SimWorld.PASSWORD);
    }

    static void empty(HttpExchange exchange, int status) {
        try (exchange) {
            exchange.sendResponseHeaders(status, -1);
        } catch (IOException e) {
            // Whoever asked has gone; there is nobody to tell.
            exchange.close();
        }
    }
}
