package org.poolwarden.connect.alert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * A record as plain JSON: the names of its schema, symbols as strings, instants by ISO 8601 in UTC, null where a field
 * is absent. A new field of the schema is in it without a change here.
 */
final class AlertJson {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private AlertJson() {}

    static ObjectNode of(SpecificRecord record) {
        ObjectNode object = JSON.objectNode();
        for (Schema.Field field : record.getSchema().getFields()) {
            object.set(field.name(), value(record.get(field.pos())));
        }
        return object;
    }

    private static JsonNode value(Object value) {
        if (value == null) {
            return JSON.nullNode();
        }
        if (value instanceof SpecificRecord nested) {
            return of(nested);
        }
        if (value instanceof Collection<?> items) {
            ArrayNode array = JSON.arrayNode();
            items.forEach(item -> array.add(value(item)));
            return array;
        }
        if (value instanceof Boolean flag) {
            return JSON.booleanNode(flag);
        }
        if (value instanceof Number number) {
            return value instanceof Double || value instanceof Float
                    ? JSON.numberNode(number.doubleValue())
                    : JSON.numberNode(number.longValue());
        }
        return JSON.textNode(value.toString());
    }
}
