package org.poolwarden.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.poolwarden.schema.topic.Topic;
import org.poolwarden.schema.topic.Topics;

/** What a schema must keep to, so that its next version can. */
class SchemaRulesTest {

    static Stream<Topic<?>> topics() {
        return Topics.defaults().all().stream().map(topic -> topic);
    }

    @ParameterizedTest
    @MethodSource("topics")
    void everyRecordFieldAndEnumIsExplained(Topic<?> topic) {
        List<String> silent = new ArrayList<>();
        types(topic.schema()).values().forEach(type -> {
            note(silent, type.getFullName(), type.getDoc());
            if (type.getType() == Schema.Type.RECORD) {
                type.getFields().forEach(field -> note(silent, type.getName() + "." + field.name(), field.doc()));
            }
        });
        assertThat(silent).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("topics")
    void everyTimeSaysWhoseClockAndEveryNumberOfMillisecondsSaysSo(Topic<?> topic) {
        assertThat(fields(topic.schema()))
                .filteredOn(field -> content(field.schema()).getLogicalType() != null)
                .allSatisfy(
                        field -> assertThat(field.doc()).containsAnyOf("clock", "append time", "resolved", "Until"));
        assertThat(fields(topic.schema()))
                .filteredOn(field -> field.name().endsWith("Ms"))
                .allSatisfy(field -> assertThat(field.doc()).containsIgnoringCase("milliseconds"));
    }

    @ParameterizedTest
    @MethodSource("topics")
    void aReaderThatDoesNotKnowAnEnumValueReadsUnspecified(Topic<?> topic) {
        assertThat(types(topic.schema()).values())
                .filteredOn(type -> type.getType() == Schema.Type.ENUM)
                .allSatisfy(type -> assertThat(type.getEnumDefault()).isEqualTo("UNSPECIFIED"));
    }

    /** Another branch would be unreadable for old readers, whatever the default. */
    @ParameterizedTest
    @MethodSource("topics")
    void aUnionIsNullOrOneTypeAndIsNullByDefault(Topic<?> topic) {
        assertThat(fields(topic.schema()))
                .filteredOn(field -> field.schema().isUnion())
                .allSatisfy(field -> {
                    assertThat(field.schema().getTypes()).hasSize(2);
                    assertThat(field.schema().getTypes().get(0).getType()).isEqualTo(Schema.Type.NULL);
                    assertThat(field.hasDefaultValue()).isTrue();
                    assertThat(field.doc()).containsIgnoringCase("null");
                });
    }

    private static void note(List<String> silent, String name, String doc) {
        if (doc == null || doc.isBlank()) {
            silent.add(name);
        }
    }

    private static List<Schema.Field> fields(Schema schema) {
        return types(schema).values().stream()
                .filter(type -> type.getType() == Schema.Type.RECORD)
                .flatMap(type -> type.getFields().stream())
                .toList();
    }

    private static Schema content(Schema schema) {
        return schema.isUnion() ? schema.getTypes().get(1) : schema;
    }

    /** Every named type that the schema speaks of, by full name. */
    private static Map<String, Schema> types(Schema schema) {
        Map<String, Schema> found = new LinkedHashMap<>();
        collect(schema, found);
        return found;
    }

    private static void collect(Schema schema, Map<String, Schema> found) {
        switch (schema.getType()) {
            case RECORD -> {
                if (found.put(schema.getFullName(), schema) == null) {
                    schema.getFields().forEach(field -> collect(field.schema(), found));
                }
            }
            case ENUM -> found.put(schema.getFullName(), schema);
            case ARRAY -> collect(schema.getElementType(), found);
            case UNION -> schema.getTypes().forEach(branch -> collect(branch, found));
            default -> {}
        }
    }
}
