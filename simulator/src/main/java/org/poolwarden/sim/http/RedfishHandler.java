package org.poolwarden.sim.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.poolwarden.sim.SimClock;
import org.poolwarden.sim.SimPower;
import org.poolwarden.sim.SimWorld;

/** A host's BMC: as much of Redfish (DSP0266) as it takes to read and switch the power of its one system. */
final class RedfishHandler implements HttpHandler {

    static final String SYSTEMS = "/redfish/v1/Systems";
    private static final String ROOT = "/redfish/v1";
    private static final String SYSTEM = SYSTEMS + "/1";
    private static final String RESET = SYSTEM + "/Actions/ComputerSystem.Reset";
    private static final Map<String, SimPower> RESET_TYPES =
            Map.of("On", SimPower.ON, "ForceOff", SimPower.OFF, "GracefulShutdown", SimPower.OFF);

    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;
    private static final int WRONG_METHOD = 405;

    private final SimWorld world;
    private final SimClock clock;
    private final String from;
    private final String address;
    private final Executor replies;
    private final ObjectMapper json = new ObjectMapper();
    private final RedfishSessions sessions = new RedfishSessions();

    RedfishHandler(SimWorld world, SimClock clock, String from, String address, Executor replies) {
        this.world = world;
        this.clock = clock;
        this.from = from;
        this.address = address;
        this.replies = replies;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().getPath().replaceAll("/$", "");
        boolean isPost = exchange.getRequestMethod().equals("POST");
        if (path.equals(ROOT)) {
            reply(exchange, OK, Map.of("Systems", link(SYSTEMS), "SessionService", link(RedfishSessions.SERVICE)));
        } else if (path.startsWith(RedfishSessions.SERVICE)) {
            sessions.handle(exchange, path, body);
        } else if (!sessions.admits(exchange)) {
            reply(exchange, UNAUTHORIZED, error("Base.1.8.NoValidSession"));
        } else if (path.equals(RESET)) {
            reset(exchange, isPost, body);
        } else if (!path.equals(SYSTEMS) && !path.equals(SYSTEM)) {
            reply(exchange, NOT_FOUND, error("Base.1.8.ResourceMissingAtURI"));
        } else {
            clock.after(Duration.ZERO, () -> world.power(from, address)
                    .thenAcceptAsync(power -> answer(exchange, path, power), replies));
        }
    }

    private void reset(HttpExchange exchange, boolean isPost, byte[] body) {
        if (!isPost) {
            reply(exchange, WRONG_METHOD, error("Base.1.8.OperationNotAllowed"));
            return;
        }
        SimPower wanted = RESET_TYPES.get(asked(body));
        if (wanted == null) {
            reply(exchange, BAD_REQUEST, error("Base.1.8.ActionParameterValueNotInList"));
            return;
        }
        clock.after(Duration.ZERO, () -> world.switchPower(from, address, wanted)
                .thenRunAsync(() -> RedfishSessions.empty(exchange, NO_CONTENT), replies));
    }

    private String asked(byte[] body) {
        try {
            JsonNode request = json.readTree(body);
            return request.path("ResetType").asText();
        } catch (IOException e) {
            return "";
        }
    }

    private void answer(HttpExchange exchange, String path, SimPower power) {
        reply(exchange, OK, path.equals(SYSTEMS) ? Map.of("Members", List.of(link(SYSTEM))) : system(power));
    }

    private static Map<String, Object> system(SimPower power) {
        return Map.of(
                "@odata.id",
                SYSTEM,
                "Id",
                "1",
                "PowerState",
                power == SimPower.ON ? "On" : "Off",
                "Actions",
                Map.of(
                        "#ComputerSystem.Reset",
                        Map.of(
                                "target",
                                RESET,
                                "ResetType@Redfish.AllowableValues",
                                RESET_TYPES.keySet().stream().sorted().toList())));
    }

    private static Map<String, String> link(String path) {
        return Map.of("@odata.id", path);
    }

    private static Map<String, Object> error(String code) {
        return Map.of("error", Map.of("code", code, "message", "See the code."));
    }

    private void reply(HttpExchange exchange, int status, Object body) {
        try {
            XapiHandler.reply(exchange, status, "application/json", json.writeValueAsString(body));
        } catch (IOException e) {
            throw new IllegalStateException("maps of text are JSON", e);
        }
    }
}
