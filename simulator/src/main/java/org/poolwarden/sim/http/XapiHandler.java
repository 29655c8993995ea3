package org.poolwarden.sim.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executor;
import org.poolwarden.sim.MetricsTable;
import org.poolwarden.sim.Release;
import org.poolwarden.sim.SimAnswer;
import org.poolwarden.sim.SimClock;
import org.poolwarden.sim.SimWorld;

/**
 * Port 443 of one host: JSON-RPC on {@code POST /jsonrpc} and {@code /json}, XML-RPC on every other path that is posted
 * to, {@code GET /rrd_updates} for metrics. An exchange that the world never answers stays open, as on a real host.
 */
final class XapiHandler implements HttpHandler {

    /** {@code http_limit_max_rpc_size} */
    private static final int LARGEST_BODY = 300 * 1024;

    /** All headers together, from v22.30 on. */
    private static final int LONGEST_HEADERS = 1024;

    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;
    private static final int HEADERS_TOO_LONG = 431;
    private static final int SERVER_ERROR = 500;
    private static final String XML = "text/xml";
    private static final String JSON = "application/json";

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
        if (areHeadersTooLong(exchange)) {
            html(exchange, HEADERS_TOO_LONG, "Request header fields too large");
            return;
        }
        String path = exchange.getRequestURI().getPath().toLowerCase(Locale.ROOT);
        if (exchange.getRequestMethod().equals("GET") && path.equals(MetricsRequest.PATH)) {
            metrics(exchange, MetricsRequest.of(exchange));
            return;
        }
        if (!exchange.getRequestMethod().equals("POST")) {
            html(exchange, NOT_FOUND, "Not found");
            return;
        }
        String length = exchange.getRequestHeaders().getFirst("Content-Length");
        if (length == null || Long.parseLong(length) > LARGEST_BODY) {
            // Whoever still sends would not hear the answer.
            exchange.getRequestBody().readNBytes(4 * LARGEST_BODY);
            html(exchange, SERVER_ERROR, "We require a content-length of at most " + LARGEST_BODY);
            return;
        }
        byte[] body = exchange.getRequestBody().readAllBytes();
        try {
            if (path.startsWith("/json")) {
                json(exchange, XapiJson.read(new ByteArrayInputStream(body)));
            } else {
                xml(exchange, XapiXml.read(new ByteArrayInputStream(body)));
            }
        } catch (IOException e) {
            html(exchange, SERVER_ERROR, "Internal Server Error");
        }
    }

    private boolean areHeadersTooLong(HttpExchange exchange) {
        int length = exchange.getRequestHeaders().entrySet().stream()
                .mapToInt(header -> header.getValue().stream()
                        .mapToInt(value -> header.getKey().length() + value.length() + ": \r\n".length())
                        .sum())
                .sum();
        return length > LONGEST_HEADERS && release().isHeadersLimited();
    }

    private Release release() {
        return world.at(address).orElseThrow().pool().spec().release();
    }

    private void metrics(HttpExchange exchange, MetricsRequest request) {
        if (request.query().isEmpty()) {
            html(exchange, BAD_REQUEST, "start is missing");
            return;
        }
        clock.after(Duration.ZERO, () -> world.metrics(
                        from, address, request.query().get(), request.access())
                .thenAccept(answer -> replies.execute(() -> reply(exchange, request, answer))));
    }

    private void reply(HttpExchange exchange, MetricsRequest request, SimAnswer answer) {
        if (answer instanceof SimAnswer.Success success && success.value() instanceof MetricsTable table) {
            if (request.wantsJson()) {
                reply(exchange, OK, JSON, MetricsExport.json(table, release()));
            } else {
                reply(exchange, OK, XML, MetricsExport.xml(table, release()));
            }
        } else if (answer instanceof SimAnswer.Failure failure
                && !failure.description().get(0).equals(String.valueOf(UNAUTHORIZED))) {
            html(exchange, SERVER_ERROR, "Internal Server Error");
        } else if (answer instanceof SimAnswer.Failure) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"xapi\"");
            html(exchange, UNAUTHORIZED, "Please log in");
        } else {
            exchange.close();
        }
    }

    private void xml(HttpExchange exchange, XapiXml.Call call) {
        ask(call, (answer, early) -> {
            if (answer instanceof SimAnswer.Success success) {
                reply(exchange, OK, XML, XapiXml.write(success));
            } else if (answer instanceof SimAnswer.Failure failure) {
                reply(exchange, OK, XML, XapiXml.write(failure));
            } else if (answer instanceof SimAnswer.Bare bare) {
                reply(exchange, OK, XML, XapiXml.write(bare));
            } else {
                exchange.close();
            }
        });
    }

    private void json(HttpExchange exchange, XapiJson.Request request) {
        ask(request.call(), (answer, early) -> {
            if (answer instanceof SimAnswer.Success success) {
                reply(exchange, OK, JSON, XapiJson.write(request, success.value()));
            } else if (answer instanceof SimAnswer.Failure failure) {
                reply(exchange, OK, JSON, early ? XapiJson.refused(failure) : XapiJson.write(request, failure));
            } else if (answer instanceof SimAnswer.Bare bare) {
                reply(exchange, OK, JSON, XapiJson.write(request, bare.value()));
            } else {
                exchange.close();
            }
        });
    }

    /** What is done with an answer; {@code early} is whether it is the refusal of emergency mode. */
    private interface Reply {
        void send(SimAnswer answer, boolean early);
    }

    private void ask(XapiXml.Call call, Reply reply) {
        clock.after(Duration.ZERO, () -> world.ask(from, address, call.method(), call.params())
                .thenAccept(answer -> {
                    boolean early = answer instanceof SimAnswer.Failure failure
                            && world.at(address)
                                    .filter(host -> host.refusesEarly(failure))
                                    .isPresent();
                    replies.execute(() -> reply.send(answer, early));
                }));
    }

    private static void html(HttpExchange exchange, int status, String words) {
        reply(exchange, status, "text/html", "<html><body><h1>HTTP " + status + "</h1>" + words + "</body></html>");
    }

    static void reply(HttpExchange exchange, int status, String type, String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.getResponseHeaders().set("Cache-Control", "no-cache, no-store");
            exchange.getResponseHeaders().set("Access-Control-Allow-Origin", "*");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        } catch (IOException e) {
            // Whoever asked has gone; there is nobody to tell.
            exchange.close();
        }
    }
}
