package org.poolwarden.xapi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.poolwarden.xapi.XapiException.BadAnswer;

/**
 * One answer of {@code event.from}.
 *
 * @param events messages, then adds, mods and dels: not in the order of time
 * @param token for the next call; means nothing on another master, nor on this one after its restart
 * @param counts {@code valid_ref_counts}: how many objects each class has now, by class in lower case
 */
public record EventBatch(List<Event> events, String token, Map<String, Integer> counts) {

    /**
     * One event.
     *
     * @param id a generation of the master's database
     * @param type the class in lower case
     * @param operation add, mod or del
     * @param snapshot the whole record; empty for del
     */
    public record Event(String id, String type, String operation, String ref, Map<String, Object> snapshot) {}

    public EventBatch {
        events = List.copyOf(events);
        counts = Map.copyOf(counts);
    }

    static EventBatch of(Object value) throws BadAnswer {
        Fields fields = Fields.of(value);
        String token = fields.text("token");
        if (token.isEmpty() || !(((Map<?, ?>) value).get("events") instanceof List<?> items)) {
            throw new BadAnswer("expected events and a token", null);
        }
        List<Event> events = new ArrayList<>();
        for (Object item : items) {
            Fields event = Fields.of(item);
            events.add(new Event(
                    event.text("id"), event.text("class"), event.text("operation"), event.text("ref"), snapshot(item)));
        }
        Map<String, Integer> counts = new LinkedHashMap<>();
        if (((Map<?, ?>) value).get("valid_ref_counts") instanceof Map<?, ?> told) {
            told.forEach((type, count) -> counts.put(String.valueOf(type), Integer.valueOf(String.valueOf(count))));
        }
        return new EventBatch(events, token, counts);
    }

    private static Map<String, Object> snapshot(Object event) {
        Map<String, Object> record = new LinkedHashMap<>();
        if (((Map<?, ?>) event).get("snapshot") instanceof Map<?, ?> told) {
            told.forEach((field, content) -> record.put(String.valueOf(field), content));
        }
        return record;
    }
}
