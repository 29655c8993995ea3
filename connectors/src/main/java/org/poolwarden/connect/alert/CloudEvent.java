package org.poolwarden.connect.alert;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.poolwarden.schema.Alert;
import org.poolwarden.schema.wire.RecordJson;

/** An alert as a CloudEvent 1.0 in structured mode. */
final class CloudEvent {

    static final String CONTENT_TYPE = "application/cloudevents+json; charset=utf-8";

    private static final String TYPE = "org.poolwarden.alert.";

    private CloudEvent() {}

    /**
     * @param source what a receiver tells several senders apart by; with the id it names the event, also when it is sent
     *     again
     */
    static byte[] of(Notice notice, Alert alert, String source) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("specversion", "1.0");
        event.put("id", notice.id());
        event.put("source", source);
        event.put("type", TYPE + alert.getState().name().toLowerCase(Locale.ROOT));
        event.put("subject", notice.key().toString());
        event.put("time", alert.getJudgedAt().toString());
        event.put("partitionkey", notice.key().pool());
        event.put("severity", alert.getSeverity().name());
        event.put("datacontenttype", "application/json");
        event.set("data", RecordJson.of(alert));
        return event.toString().getBytes(StandardCharsets.UTF_8);
    }
}
