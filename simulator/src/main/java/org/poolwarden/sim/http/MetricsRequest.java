package org.poolwarden.sim.http;

import com.sun.net.httpserver.HttpExchange;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.poolwarden.sim.Access;
import org.poolwarden.sim.MetricsQuery;

/**
 * {@code GET /rrd_updates} as it came: what is asked for, and who asks.
 *
 * @param query empty where {@code start} is missing or no number
 */
record MetricsRequest(Optional<MetricsQuery> query, Access access, boolean wantsJson) {

    static final String PATH = "/rrd_updates";

    static MetricsRequest of(HttpExchange exchange) {
        Map<String, List<String>> params = params(exchange.getRequestURI().getRawQuery());
        boolean json = first(params, "json").filter("true"::equals).isPresent()
                || header(exchange, "Accept").filter("application/json"::equals).isPresent();
        return new MetricsRequest(query(params), access(exchange, params), json);
    }

    private static Optional<MetricsQuery> query(Map<String, List<String>> params) {
        return first(params, "start")
                .filter(start -> start.matches("-?\\d{1,12}"))
                .map(start -> new MetricsQuery(
                        Long.parseLong(start),
                        first(params, "interval")
                                .filter(interval -> interval.matches("\\d{1,9}"))
                                .map(Integer::parseInt)
                                .orElse(0),
                        first(params, "host").filter("true"::equals).isPresent(),
                        params.getOrDefault("vm_uuid", List.of()),
                        first(params, "cf")));
    }

    private static Access access(HttpExchange exchange, Map<String, List<String>> params) {
        Optional<String> session = first(params, "session_id").or(() -> cookie(exchange));
        if (session.isPresent()) {
            return Access.of(session.get());
        }
        return header(exchange, "Authorization")
                .filter(text -> text.startsWith("Basic "))
                .map(text -> basic(text.substring("Basic ".length())))
                .orElse(Access.NOTHING);
    }

    private static Access basic(String encoded) {
        try {
            String[] pair =
                    new String(Base64.getDecoder().decode(encoded.trim()), StandardCharsets.UTF_8).split(":", 2);
            return pair.length == 2 ? Access.ofBasic(pair[0], pair[1]) : Access.NOTHING;
        } catch (IllegalArgumentException e) {
            return Access.NOTHING;
        }
    }

    private static Optional<String> cookie(HttpExchange exchange) {
        return header(exchange, "Cookie").stream()
                .flatMap(text -> List.of(text.split(";")).stream())
                .map(String::strip)
                .filter(pair -> pair.startsWith("session_id="))
                .map(pair -> pair.substring("session_id=".length()))
                .findFirst();
    }

    private static Optional<String> header(HttpExchange exchange, String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }

    private static Optional<String> first(Map<String, List<String>> params, String name) {
        return params.getOrDefault(name, List.of()).stream().findFirst();
    }

    private static Map<String, List<String>> params(String query) {
        Map<String, List<String>> params = new LinkedHashMap<>();
        for (String pair : query == null ? new String[0] : query.split("&")) {
            String[] parts = pair.split("=", 2);
            params.computeIfAbsent(parts[0], name -> new ArrayList<>())
                    .add(parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return params;
    }
}
