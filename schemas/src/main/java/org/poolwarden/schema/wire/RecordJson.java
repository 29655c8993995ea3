package org.poolwarden.schema.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * A record as plain JSON, in its fields' order: symbols as strings, instants by ISO 8601 in UTC, null where a field is
 * absent, and no names of union branches. A new field of a schema is in it without a change here.
 */
public final class RecordJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private RecordJson() {}

    public static ObjectNode of(SpecificRecord record) {
        ObjectNode node = NODES.objectNode();
        for (Schema.Field field : record.getSchema().getFields()) {
            node.set(field.name(), value(record.get(field.pos())));
        }
        return node;
    }

    public static ArrayNode of(Collection<? extends SpecificRecord> records) {
        ArrayNode nodes = NODES.arrayNode();
        records.forEach(record -> nodes.add(of(record)));
        return nodes;
    }

    private static JsonNode value(Object value) {
        if (value == null) {
            return NODES.nullNode();
        }
        if (value instanceof SpecificRecord nested) {
            return of(nested);
        }
        if (value instanceof Collection<?> items) {
            ArrayNode nodes = NODES.arrayNode();
            items.forEach(item -> nodes.add(value(item)));
            return nodes;
        }
        if (value instanceof Boolean flag) {
            return NODES.booleanNode(flag);
        }
        if (value instanceof Double number) {
            return NODES.numberNode(number);
        }
        return value instanceof Number number ? NODES.numberNode(number.longValue()) : NODES.textNode(value.toString());
    }
}
