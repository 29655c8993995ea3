package org.poolwarden.app.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A connector's configuration, as it is written: secrets may be references.
 *
 * @param name Connect's, or that of the file
 */
record ConnectorConfig(String name, Map<String, String> props) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OURS = "org.poolwarden.connect.";

    ConnectorConfig {
        props = Map.copyOf(props);
    }

    /**
     * @param node an object of texts
     */
    static ConnectorConfig of(String name, JsonNode node) {
        Map<String, String> props = new HashMap<>();
        node.properties()
                .forEach(field -> props.put(field.getKey(), field.getValue().asText()));
        return new ConnectorConfig(name, props);
    }

    /**
     * A file as {@code POST /connectors} takes it, or every {@code .json} of a directory.
     *
     * @throws IOException when one cannot be read, or has no {@code config}
     */
    static List<ConnectorConfig> read(Path path) throws IOException {
        List<ConnectorConfig> configs = new ArrayList<>();
        for (Path file : files(path)) {
            JsonNode node = JSON.readTree(file.toFile());
            if (!node.path("config").isObject()) {
                throw new IOException(
                        file + ": expected {\"name\": ..., \"config\": {...}}, as POST /connectors takes it");
            }
            configs.add(of(node.path("name").asText(file.getFileName().toString()), node.path("config")));
        }
        return configs;
    }

    private static List<Path> files(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    boolean isOurs() {
        return type().startsWith(OURS);
    }

    /** Its class. */
    String type() {
        return props.getOrDefault("connector.class", "");
    }

    boolean isHeartbeat() {
        return type().endsWith(".HeartbeatConnector");
    }

    boolean asksHosts() {
        return props.containsKey("pools");
    }

    String value(String key, String otherwise) {
        return props.getOrDefault(key, otherwise);
    }
}
