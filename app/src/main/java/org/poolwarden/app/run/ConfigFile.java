package org.poolwarden.app.run;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * A properties file as it is written.
 *
 * @param own keys of poolwarden
 * @param kafka what goes to Kafka's clients: keys that begin with {@code kafka.}, without it
 */
record ConfigFile(Map<String, String> own, Map<String, Object> kafka) {

    private static final String KAFKA = "kafka.";

    ConfigFile {
        own = Map.copyOf(own);
        kafka = Map.copyOf(kafka);
    }

    /**
     * @throws IOException when the file cannot be read
     * @throws ConfigException when it is no properties file
     */
    static ConfigFile read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(file + " is no properties file: " + e.getMessage());
        }
        Map<String, String> own = new TreeMap<>();
        Map<String, Object> kafka = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> {
            if (name.startsWith(KAFKA)) {
                kafka.put(name.substring(KAFKA.length()), properties.getProperty(name));
            } else {
                own.put(name, properties.getProperty(name));
            }
        });
        return new ConfigFile(own, kafka);
    }

    /**
     * The values of the keys in {@code needed}, with their defaults.
     *
     * @param known every key that may stand in the file
     * @throws ConfigException listing every wrong field at once
     */
    AbstractConfig values(ConfigDef needed, ConfigDef known) {
        List<String> wrong = new ArrayList<>();
        own.keySet().stream()
                .filter(name -> !known.names().contains(name))
                .forEach(name -> wrong.add(name + ": unknown; keys of Kafka's clients begin with " + KAFKA));
        needed.validate(own).stream()
                .filter(value -> !value.errorMessages().isEmpty())
                .forEach(value -> wrong.add(value.name() + ": " + String.join("; ", value.errorMessages())));
        if (!wrong.isEmpty()) {
            throw wrong(wrong);
        }
        return new AbstractConfig(needed, own, false);
    }

    static ConfigException wrong(List<String> fields) {
        return new ConfigException(String.join("\n", fields.stream().sorted().toList()));
    }
}
