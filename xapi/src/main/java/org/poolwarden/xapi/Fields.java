package org.poolwarden.xapi;

import java.util.List;
import java.util.Map;

/** A record as it came: fields may be missing, and there may be more of them than anyone asks for. */
final class Fields {

    private final Map<?, ?> fields;

    private Fields(Map<?, ?> fields) {
        this.fields = fields;
    }

    /**
     * @throws XapiException.BadAnswer when {@code value} is not a struct
     */
    static Fields of(Object value) throws XapiException.BadAnswer {
        if (value instanceof Map<?, ?> map) {
            return new Fields(map);
        }
        throw new XapiException.BadAnswer("expected a record, got " + typeOf(value), null);
    }

    static String typeOf(Object value) {
        return value == null ? "nothing" : value.getClass().getSimpleName();
    }

    /** Empty text where the field is missing or is no text. */
    String text(String name) {
        return fields.get(name) instanceof String text ? text : "";
    }

    /** False where the field is missing or is no boolean. */
    boolean flag(String name) {
        return fields.get(name) instanceof Boolean flag && flag;
    }

    /** XAPI's int64, which travels as text; 0 where the field is missing or is no number. */
    long number(String name) {
        Object value = fields.get(name);
        if (value instanceof Number number) {
            return number.longValue();
        }
        return value instanceof String text && text.matches("-?\\d{1,18}") ? Long.parseLong(text) : 0;
    }

    Fields inner(String name) {
        return fields.get(name) instanceof Map<?, ?> map ? new Fields(map) : new Fields(Map.of());
    }

    List<String> texts(String name) {
        return fields.get(name) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }
}
