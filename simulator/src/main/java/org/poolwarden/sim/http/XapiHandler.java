package org.poolwarden.sim.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.poolwarden.sim.SimAnswer;
import org.poolwarden.sim.SimClock;
import org.poolwarden.sim.SimWorld;

/** {@code POST /} of one host. An exchange that the world never answers stays open, as on a real host. */
final class XapiHandler implements HttpHandler {

    private static final int OK = 200;
    private static final int SERVER_ERROR = 500;

    private final SimWorld world;
    private final SimClock clock;
    private final String from;
    private final String address;
    private final Executor replies;

    /**
     * @param from the place in the world from which everybody on this face asks
     * @param address the host's own address in the world
     */
    XapiHandler(SimWorld world, SimClock clock, String from, String address, Executor replies) {
        this.world = world;
        this.clock = clock;
        this.from = from;
        this.address = address;
        this.replies = replies;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        XapiXml.Call call;
        try {
            call = XapiXml.read(exchange.getRequestBody());
        } catch (IOException e) {
            reply(exchange, SERVER_ERROR, "text/html", "<html><body>Internal Server Error</body></html>");
            return;
        }
        clock.after(Duration.ZERO, () -> world.ask(from, address, call.method(), call.params())
                .thenAcceptAsync(answer -> reply(exchange, answer), replies));
    }

    private static void reply(HttpExchange exchange, SimAnswer answer) {
        if (answer instanceof SimAnswer.Success success) {
            reply(exchange, OK, "text/xml", XapiXml.write(success));
        } else if (answer instanceof SimAnswer.Failure failure) {
            reply(exchange, OK, "text/xml", XapiXml.write(failure));
        } else {
            exchange.close();
        }
    }

    static void reply(HttpExchange exchange, int status, String type, String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        } catch (IOException e) {
            // Whoever asked has gone; there is nobody to tell.
            exchange.close();
        }
    }
}
