package org.poolwarden.schema.wire;

import java.util.Collection;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** Finds an enum that was left at its default: what a reader sees of a value it does not know. */
final class Unspecified {

    private static final String NAME = "UNSPECIFIED";

    private Unspecified() {}

    /** The path of the first such field, for example {@code withheld[].guard}; empty when there is none. */
    static Optional<String> pathIn(SpecificRecord record) {
        for (Schema.Field field : record.getSchema().getFields()) {
            Optional<String> found = at(field.name(), record.get(field.pos()));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> at(String path, Object value) {
        if (value instanceof Enum<?> symbol) {
            return symbol.name().equals(NAME) ? Optional.of(path) : Optional.empty();
        }
        if (value instanceof SpecificRecord nested) {
            return pathIn(nested).map(inner -> path + "." + inner);
        }
        if (value instanceof Collection<?> items) {
            return items.stream()
                    .flatMap(item -> at(path + "[]", item).stream())
                    .findFirst();
        }
        return Optional.empty();
    }
}
