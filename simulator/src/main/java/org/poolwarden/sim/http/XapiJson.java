package org.poolwarden.sim.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.poolwarden.sim.SimAnswer;
import org.poolwarden.sim.http.XapiXml.Call;

/**
 * JSON-RPC 1.0 and 2.0 as xapi speaks them: numbers are numbers, dates are text ({@code api_server.ml jsoncallback}).
 */
final class XapiJson {

    /** One call as it came, and how its answer is wrapped. */
    record Request(Call call, JsonNode id, boolean isVersion2) {}

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

    private XapiJson() {}

    /**
     * @throws IOException when it is no JSON-RPC request; an id is a number or text
     */
    static Request read(InputStream body) throws IOException {
        JsonNode request = JSON.readTree(body);
        JsonNode id = request == null ? null : request.get("id");
        if (id == null
                || !(id.isIntegralNumber() || id.isTextual())
                || !request.path("method").isTextual()) {
            throw new IOException("no JSON-RPC request");
        }
        List<Object> params = new ArrayList<>();
        request.path("params").forEach(param -> params.add(plain(param)));
        boolean isVersion2 = request.path("jsonrpc").asText().equals("2.0");
        return new Request(new Call(request.get("method").asText(), params), id, isVersion2);
    }

    private static Object plain(JsonNode node) {
        if (node.isArray()) {
            List<Object> items = new ArrayList<>();
            node.forEach(item -> items.add(plain(item)));
            return items;
        }
        return node.isBoolean()
                ? node.asBoolean()
                : node.isObject() ? JSON.convertValue(node, Map.class) : node.asText();
    }

    static String write(Request request, Object value) {
        ObjectNode reply = envelope(request);
        reply.set("result", node(value));
        if (!request.isVersion2) {
            reply.putNull("error");
        }
        return text(reply.set("id", request.id));
    }

    static String write(Request request, SimAnswer.Failure failure) {
        ObjectNode reply = envelope(request);
        if (request.isVersion2) {
            ObjectNode error = reply.putObject("error");
            error.put("code", 1).put("message", failure.description().get(0));
            error.set(
                    "data",
                    node(failure.description().subList(1, failure.description().size())));
        } else {
            reply.putNull("result").set("error", node(failure.description()));
        }
        return text(reply.set("id", request.id));
    }

    /** The refusal in emergency mode comes before the request is looked at: an array, and the id 0. */
    static String refused(SimAnswer.Failure failure) {
        ObjectNode reply = JSON.createObjectNode().put("jsonrpc", "2.0");
        reply.set("error", node(failure.description()));
        return text(reply.put("id", 0));
    }

    private static ObjectNode envelope(Request request) {
        ObjectNode reply = JSON.createObjectNode();
        return request.isVersion2 ? reply.put("jsonrpc", "2.0") : reply;
    }

    private static String text(JsonNode node) {
        try {
            return JSON.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of nodes is JSON", e);
        }
    }

    private static JsonNode node(Object value) {
        if (value instanceof Map<?, ?> members) {
            ObjectNode object = JSON.createObjectNode();
            members.forEach((name, member) -> object.set(String.valueOf(name), node(member)));
            return object;
        }
        if (value instanceof List<?> items) {
            ArrayNode array = JSON.createArrayNode();
            items.forEach(item -> array.add(node(item)));
            return array;
        }
        return value instanceof Instant instant
                ? JSON.getNodeFactory().textNode(DATE.format(instant))
                : JSON.valueToTree(value);
    }
}
