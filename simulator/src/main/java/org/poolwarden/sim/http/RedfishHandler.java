package org.poolwarden.sim.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.poolwarden.sim.SimClock;
import org.poolwarden.sim.SimPower;
import org.poolwarden.sim.SimWorld;

/** The BMC of one host: {@code /redfish/v1/Systems} and its one member, with PowerState. */
final class RedfishHandler implements HttpHandler {

    static final String SYSTEMS = "/redfish/v1/Systems";
    private static final String SYSTEM = SYSTEMS + "/1";
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;

    private final SimWorld world;
    private final SimClock clock;
    private final String from;
    private final String address;
    private final Executor replies;
    private final ObjectMapper json = new ObjectMapper();

    RedfishHandler(SimWorld world, SimClock clock, String from, String address, Executor replies) {
        this.world = world;
        this.clock = clock;
        this.from = from;
        this.address = address;
        this.replies = replies;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().getPath();
        if (!isRoot(exchange)) {
            reply(exchange, UNAUTHORIZED, Map.of("error", "unauthorized"));
        } else if (!path.equals(SYSTEMS) && !path.equals(SYSTEM)) {
            reply(exchange, NOT_FOUND, Map.of("error", "not found"));
        } else {
            clock.after(Duration.ZERO, () -> world.power(from, address)
                    .thenAcceptAsync(power -> answer(exchange, path, power), replies));
        }
    }

    private void answer(HttpExchange exchange, String path, SimPower power) {
        boolean listing = path.equals(SYSTEMS);
        reply(
                exchange,
                OK,
                listing
                        ? Map.of("Members", List.of(Map.of("@odata.id", SYSTEM)))
                        : Map.of("Id", "1", "PowerState", power == SimPower.ON ? "On" : "Off"));
    }

    private static boolean isRoot(HttpExchange exchange) {
        String pair = SimWorld.USER + ":" + SimWorld.PASSWORD;
        String expected = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        return expected.equals(exchange.getRequestHeaders().getFirst("Authorization"));
    }

    private void reply(HttpExchange exchange, int status, Object body) {
        try {
            XapiHandler.reply(exchange, status, "application/json", json.writeValueAsString(body));
        } catch (IOException e) {
            throw new IllegalStateException("maps of text are JSON", e);
        }
    }
}
