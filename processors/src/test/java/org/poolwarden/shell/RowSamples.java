package org.poolwarden.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;

/** A row with something in every field, by its schema alone: what stands in a field is named after the field. */
final class RowSamples {

    private RowSamples() {}

    static GenericData.Record of(Schema schema) {
        GenericData.Record row = new GenericData.Record(schema);
        schema.getFields().forEach(field -> row.put(field.pos(), value(field.schema(), field.name())));
        return row;
    }

    private static Object value(Schema schema, String name) {
        return switch (schema.getType()) {
            case RECORD -> of(schema);
            case ARRAY -> List.of(value(schema.getElementType(), name));
            case UNION -> value(schema.getTypes().get(1), name);
            case STRING -> name;
            case BYTES -> ByteBuffer.wrap(name.getBytes(StandardCharsets.UTF_8));
            case INT -> name.length();
            case LONG -> 1_000_000_007L * name.length();
            case DOUBLE -> 1.5 * name.length();
            case BOOLEAN -> true;
            case ENUM, FIXED, FLOAT, MAP, NULL -> throw new IllegalStateException(
                    "no row has a " + schema.getType() + ", but " + name);
        };
    }

    /** Whether {@code read} says of every field that {@code written} had the same. */
    static void assertMeans(Object read, Object written) {
        if (written instanceof IndexedRecord meant) {
            IndexedRecord row = (IndexedRecord) read;
            meant.getSchema()
                    .getFields()
                    .forEach(field -> assertMeans(
                            row.get(row.getSchema().getField(field.name()).pos()), meant.get(field.pos())));
        } else if (written instanceof List<?> meant) {
            List<?> all = (List<?>) read;
            assertThat(all).hasSameSizeAs(meant);
            for (int index = 0; index < meant.size(); index++) {
                assertMeans(all.get(index), meant.get(index));
            }
        } else {
            assertThat(read).isEqualTo(written);
        }
    }
}
