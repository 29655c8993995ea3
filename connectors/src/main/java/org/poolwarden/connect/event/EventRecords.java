package org.poolwarden.connect.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.poolwarden.connect.event.EventWatch.Heard;
import org.poolwarden.schema.EventOperation;
import org.poolwarden.schema.XapiEvent;
import org.poolwarden.xapi.EventBatch.Event;

/** Makes records of what a master said: the useful fields typed, the snapshot whole. */
final class EventRecords {

    private static final String NULL_REF = "OpaqueRef:NULL";

    private final ObjectMapper json = new ObjectMapper()
            .registerModule(new SimpleModule().addSerializer(Instant.class, ToStringSerializer.instance));
    private final String pool;

    EventRecords(String pool) {
        this.pool = pool;
    }

    /** A record for each event, after a RESYNC where everything is told anew. An operation that XAPI does not have is left out. */
    List<XapiEvent> of(Heard heard, Instant at) {
        List<XapiEvent> records = new ArrayList<>();
        if (heard.resync()) {
            records.add(begun(heard, EventOperation.RESYNC, at).build());
        }
        heard.events().forEach(event -> operation(event)
                .ifPresent(operation -> records.add(record(begun(heard, operation, at), event))));
        return records;
    }

    private static Optional<EventOperation> operation(Event event) {
        return switch (event.operation()) {
            case "add" -> Optional.of(EventOperation.ADD);
            case "mod" -> Optional.of(EventOperation.MOD);
            case "del" -> Optional.of(EventOperation.DEL);
            default -> Optional.empty();
        };
    }

    private XapiEvent.Builder begun(Heard heard, EventOperation operation, Instant at) {
        return XapiEvent.newBuilder()
                .setPool(pool)
                .setMaster(heard.after().master())
                .setOperation(operation)
                .setHeardAt(at);
    }

    private XapiEvent record(XapiEvent.Builder begun, Event event) {
        XapiEvent.Builder record = begun.setType(event.type())
                .setRef(event.ref())
                .setGeneration(event.id().isEmpty() ? null : event.id());
        Map<String, Object> fields = event.snapshot();
        if (fields.isEmpty()) {
            return record.build();
        }
        record.setUuid(text(fields, "uuid")).setName(text(fields, "name_label")).setSnapshot(json(fields));
        switch (event.type()) {
            case "host" -> record.setEnabled(flag(fields, "enabled"));
            case "host_metrics" -> record.setLive(flag(fields, "live"));
            case "pbd" -> record.setAttached(flag(fields, "currently_attached"));
            case "vm" -> record.setPowerState(text(fields, "power_state")).setResidentOn(ref(fields, "resident_on"));
            case "sr" -> record.setSrType(text(fields, "type"))
                    .setSrShared(flag(fields, "shared"))
                    .setSrPhysicalSize(bytes(fields, "physical_size"))
                    .setSrPhysicalUtilisation(bytes(fields, "physical_utilisation"));
            case "pool" -> record.setPoolMaster(ref(fields, "master")).setHaEnabled(flag(fields, "ha_enabled"));
            default -> {
                // Other classes have no field that anybody needs typed; their snapshot is whole.
            }
        }
        return record.build();
    }

    private static String text(Map<String, Object> fields, String name) {
        return fields.get(name) instanceof String text ? text : null;
    }

    private static String ref(Map<String, Object> fields, String name) {
        return fields.get(name) instanceof String ref && !ref.equals(NULL_REF) && !ref.isEmpty() ? ref : null;
    }

    private static Boolean flag(Map<String, Object> fields, String name) {
        return fields.get(name) instanceof Boolean flag ? flag : null;
    }

    /** An integer as XAPI sends it, as text; less than nothing is a size that the SR does not know. */
    private static Long bytes(Map<String, Object> fields, String name) {
        return fields.get(name) instanceof String text && text.matches("\\d{1,18}") ? Long.valueOf(text) : null;
    }

    private String json(Map<String, Object> fields) {
        try {
            return json.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("text, numbers, dates, lists and maps are JSON", e);
        }
    }
}
