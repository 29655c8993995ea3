package org.poolwarden.app.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.poolwarden.capacity.StorageCapacity;
import org.poolwarden.schema.ProfileSource;
import org.poolwarden.schema.StorageProfile;

/** What SRs are made of, from a file: a JSON array of StorageProfile, with the fields' own names. */
public final class ProfileFile {

    private ProfileFile() {}

    /**
     * By SR.
     *
     * @param wrong gets a sentence for every wrong entry; what is said then is not to be used
     */
    public static Map<String, StorageCapacity> read(Path file, List<String> wrong) {
        Map<String, StorageCapacity> profiles = new TreeMap<>();
        try {
            JsonNode root = new ObjectMapper().readTree(Files.readString(file));
            if (!root.isArray()) {
                wrong.add(file + ": must be an array of profiles");
                return profiles;
            }
            int number = 0;
            for (JsonNode entry : root) {
                number++;
                add(file + " entry " + number, entry, profiles, wrong);
            }
        } catch (IOException e) {
            wrong.add(file + ": " + e.getMessage());
        }
        return profiles;
    }

    private static void add(String where, JsonNode entry, Map<String, StorageCapacity> profiles, List<String> wrong) {
        List<String> objections = new ArrayList<>();
        StorageProfile.Builder profile = StorageProfile.newBuilder();
        entry.fieldNames().forEachRemaining(name -> {
            Schema.Field field = StorageProfile.getClassSchema().getField(name);
            if (field == null) {
                objections.add(name + ": unknown");
            } else {
                set(profile, field, entry.get(name), objections);
            }
        });
        String sr = entry.path("sr").asText("");
        if (sr.isEmpty()) {
            objections.add("sr: missing");
        } else if (profiles.containsKey(sr)) {
            objections.add("sr: " + sr + " stands there twice");
        } else if (objections.isEmpty()) {
            objections.addAll(StorageCapacity.objections(profile.build()));
        }
        if (objections.isEmpty()) {
            profiles.put(sr, StorageCapacity.of(profile.build(), ProfileSource.FILE));
        }
        objections.forEach(objection -> wrong.add(where + ": " + objection));
    }

    private static void set(
            StorageProfile.Builder profile, Schema.Field field, JsonNode value, List<String> objections) {
        switch (field.name()) {
            case "sr" -> profile.setSr(value.asText());
            case "name" -> profile.setName(value.asText());
            case "author" -> profile.setAuthor(value.asText());
            case "disks" -> number(field, value, objections, any -> profile.setDisks(value.asInt()));
            case "iopsPerDisk" -> number(field, value, objections, profile::setIopsPerDisk);
            case "writePenalty" -> number(field, value, objections, profile::setWritePenalty);
            case "flatIops" -> number(field, value, objections, profile::setFlatIops);
            case "writeBackCache" -> profile.setWriteBackCache(value.asBoolean());
            case "disk" -> symbol(field, value, objections)
                    .ifPresent(name -> profile.setDisk(org.poolwarden.schema.DiskKind.valueOf(name)));
            case "raid" -> symbol(field, value, objections)
                    .ifPresent(name -> profile.setRaid(org.poolwarden.schema.RaidLevel.valueOf(name)));
            default -> objections.add(field.name() + ": cannot be given in a file");
        }
    }

    private static void number(
            Schema.Field field, JsonNode value, List<String> objections, java.util.function.DoubleConsumer use) {
        if (value.isNumber()) {
            use.accept(value.asDouble());
        } else {
            objections.add(field.name() + ": must be a number, was " + value);
        }
    }

    private static java.util.Optional<String> symbol(Schema.Field field, JsonNode value, List<String> objections) {
        List<String> known = new ArrayList<>(field.schema().getTypes().get(1).getEnumSymbols());
        known.remove("UNSPECIFIED");
        if (known.contains(value.asText())) {
            return java.util.Optional.of(value.asText());
        }
        objections.add(field.name() + ": must be one of " + String.join(", ", known) + ", was " + value);
        return java.util.Optional.empty();
    }
}
