package org.poolwarden.app.embedded;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/** Subjects, versions and levels of the embedded registry. Not for several threads at once. */
final class RegistryBook {

    static final String GLOBAL = "";
    private static final String DEFAULT_LEVEL = "BACKWARD";

    /** One version of a subject; schemas that are equal have one id. */
    record Version(String subject, int number, int id, String schema) {}

    private final Map<Integer, String> schemas = new HashMap<>();
    private final Map<String, List<Version>> subjects = new TreeMap<>();
    private final Map<String, String> levels = new HashMap<>();

    /** The schema in its parsed form, so that white space makes no version. */
    static String canonical(String text) throws RegistryError {
        try {
            return new Schema.Parser().parse(text).toString();
        } catch (AvroRuntimeException e) {
            throw new RegistryError(422, 42201, "Invalid schema: " + e.getMessage());
        }
    }

    SortedSet<String> subjects() {
        return new TreeSet<>(subjects.keySet());
    }

    List<Version> versions(String subject) throws RegistryError {
        List<Version> versions = subjects.get(subject);
        if (versions == null) {
            throw RegistryError.noSubject(subject);
        }
        return List.copyOf(versions);
    }

    /**
     * @param number or {@code latest}
     */
    Version version(String subject, String number) throws RegistryError {
        List<Version> versions = versions(subject);
        if (number.equals("latest")) {
            return versions.get(versions.size() - 1);
        }
        for (Version version : versions) {
            if (String.valueOf(version.number()).equals(number)) {
                return version;
            }
        }
        throw RegistryError.noVersion(number);
    }

    Version lookup(String subject, String canonical) throws RegistryError {
        for (Version version : versions(subject)) {
            if (version.schema().equals(canonical)) {
                return version;
            }
        }
        throw RegistryError.noSchema();
    }

    String schema(int id) throws RegistryError {
        String schema = schemas.get(id);
        if (schema == null) {
            throw new RegistryError(404, 40403, "Schema " + id + " not found");
        }
        return schema;
    }

    /** The version under which {@code canonical} is, or would be, registered. */
    Version planned(String subject, String canonical) throws RegistryError {
        List<Version> before = subjects.getOrDefault(subject, List.of());
        Optional<Version> known =
                before.stream().filter(v -> v.schema().equals(canonical)).findFirst();
        if (known.isPresent()) {
            return known.get();
        }
        List<String> troubles = incompatible(subject, canonical);
        if (!troubles.isEmpty()) {
            throw new RegistryError(
                    409,
                    409,
                    "Schema being registered is incompatible with an earlier schema for subject \"" + subject
                            + "\", details: " + troubles);
        }
        int id = schemas.entrySet().stream()
                .filter(entry -> entry.getValue().equals(canonical))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(schemas.size() + 1);
        return new Version(subject, before.size() + 1, id, canonical);
    }

    void keep(Version version) {
        schemas.put(version.id(), version.schema());
        List<Version> versions = subjects.computeIfAbsent(version.subject(), subject -> new ArrayList<>());
        if (versions.stream().noneMatch(v -> v.number() == version.number())) {
            versions.add(version);
        }
    }

    void level(String subject, String level) {
        levels.put(subject, level);
    }

    /** The level set for {@code subject} itself. */
    Optional<String> ownLevel(String subject) {
        return Optional.ofNullable(levels.get(subject));
    }

    String level(String subject) {
        return levels.getOrDefault(subject, levels.getOrDefault(GLOBAL, DEFAULT_LEVEL));
    }

    /** What speaks against registering {@code canonical}, newest version first; empty when nothing does. */
    List<String> incompatible(String subject, String canonical) {
        String level = level(subject);
        List<Version> against = new ArrayList<>(subjects.getOrDefault(subject, List.of()));
        Collections.reverse(against);
        if (level.equals("NONE") || against.isEmpty()) {
            return List.of();
        }
        Schema next = new Schema.Parser().parse(canonical);
        List<String> troubles = new ArrayList<>();
        for (Version version : level.endsWith("_TRANSITIVE") ? against : against.subList(0, 1)) {
            Schema old = new Schema.Parser().parse(version.schema());
            if (!level.startsWith("FORWARD")) {
                compare(next, old, version, troubles);
            }
            if (!level.startsWith("BACKWARD")) {
                compare(old, next, version, troubles);
            }
        }
        return troubles;
    }

    private static void compare(Schema reader, Schema writer, Version against, List<String> troubles) {
        var pair = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
        if (pair.getType() != SchemaCompatibilityType.COMPATIBLE) {
            pair.getResult()
                    .getIncompatibilities()
                    .forEach(trouble -> troubles.add(trouble.getType() + " at " + trouble.getLocation()
                            + " against version " + against.number() + ": " + trouble.getMessage()));
        }
    }
}
