package org.poolwarden.sim;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which fields the records of XAPI have, and what is in them when nobody has said anything: release 8.2. */
final class DataModel {

    private static final String FILE = "datamodel.tsv";
    private static final Map<String, Map<String, Object>> CLASSES = read();

    private DataModel() {}

    /** Every class there is, by its name in the API: {@code host}, {@code VM}. */
    static Iterable<String> classes() {
        return CLASSES.keySet();
    }

    /** A class by its name in any case, as event.from takes it; empty text when there is none. */
    static String named(String name) {
        return CLASSES.keySet().stream()
                .filter(known -> known.equalsIgnoreCase(name))
                .findFirst()
                .orElse("");
    }

    /**
     * A record with every field of its class.
     *
     * @param known what differs from the defaults
     * @throws IllegalArgumentException when the class has no such field: a real record would not have it either
     */
    static Map<String, Object> record(String type, Map<String, Object> known) {
        Map<String, Object> record = new LinkedHashMap<>(CLASSES.get(type));
        known.forEach((field, value) -> {
            if (record.put(field, value) == null) {
                throw new IllegalArgumentException(type + " has no field " + field);
            }
        });
        return record;
    }

    private static Map<String, Map<String, Object>> read() {
        Map<String, Map<String, Object>> classes = new LinkedHashMap<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(DataModel.class.getResourceAsStream(FILE), StandardCharsets.UTF_8))) {
            lines.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                String[] parts = line.split("\t", -1);
                classes.computeIfAbsent(parts[0], type -> new LinkedHashMap<>())
                        .put(parts[1], initial(parts[2], parts.length > 3 ? parts[3] : ""));
            });
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " is in this jar", e);
        }
        return classes;
    }

    private static Object initial(String kind, String text) {
        return switch (kind) {
            case "text" -> text;
            case "int" -> text.isEmpty() ? 0L : Long.parseLong(text);
            case "flag" -> text.equals("true");
            case "float" -> 0.0;
            case "date" -> Instant.EPOCH;
            case "set" -> List.of();
            case "map" -> Map.of();
            case "ref" -> Ids.NULL;
            default -> throw new IllegalStateException("an unknown kind of field: " + kind);
        };
    }
}
