package org.poolwarden.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * Every schema that rows of one type were ever written by, beside this class as {@code rows/NAME.VERSION.avsc}: the
 * first is version 1, the last is today's.
 */
final class RowVersions {

    private final List<Schema> schemas;

    private RowVersions(List<Schema> schemas) {
        this.schemas = schemas;
    }

    /**
     * @param present as it was generated
     * @throws IllegalStateException when {@code present} is not the latest of them: its rows could not be read again
     */
    static RowVersions of(Schema present) {
        List<Schema> schemas = kept(present.getName());
        if (schemas.isEmpty() || !schemas.get(schemas.size() - 1).equals(present)) {
            throw new IllegalStateException("the schema of " + present.getName() + " is not its version "
                    + schemas.size() + ", the latest that is kept: RowVersionsTest writes the next one");
        }
        return new RowVersions(schemas);
    }

    static List<Schema> kept(String name) {
        List<Schema> schemas = new ArrayList<>();
        try {
            for (Optional<Schema> next = read(name, 1); next.isPresent(); next = read(name, schemas.size() + 1)) {
                schemas.add(next.get());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("reading the schemas of " + name, e);
        }
        return schemas;
    }

    private static Optional<Schema> read(String name, int version) throws IOException {
        try (InputStream text = RowVersions.class.getResourceAsStream("rows/" + name + "." + version + ".avsc")) {
            return text == null ? Optional.empty() : Optional.of(new Schema.Parser().parse(text));
        }
    }

    byte latest() {
        return (byte) schemas.size();
    }

    /** By which a row of {@code version} was written; empty for one that nobody here knows. */
    Optional<Schema> written(byte version) {
        return version < 1 || version > schemas.size() ? Optional.empty() : Optional.of(schemas.get(version - 1));
    }
}
