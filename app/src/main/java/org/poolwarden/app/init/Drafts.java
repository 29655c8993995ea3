package org.poolwarden.app.init;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The files of an installation, as texts. */
record Drafts(Path dir) {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    Path processors() {
        return dir.resolve("poolwarden.properties");
    }

    Path connectors() {
        return dir.resolve("connectors");
    }

    /** Absolute: workers read it wherever they were started. */
    Path secrets(String pool) {
        return dir.toAbsolutePath().normalize().resolve("secrets").resolve(pool + ".properties");
    }

    /** What every worker needs besides its own. */
    Path worker() {
        return dir.resolve("worker.properties");
    }

    Draft processors(String bootstrap, String registry, String replication, String prefix) {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put("bootstrap.servers", bootstrap);
        keys.put("schema.registry.url", registry);
        keys.put("replication.factor", replication);
        keys.put("topic.prefix", prefix);
        keys.put("state.dir", dir.toAbsolutePath().normalize().resolve("state").toString());
        return new Draft(
                processors(),
                "# For poolwarden run and every operator's verb. docs/configuration.md has every key.\n"
                        + properties(keys),
                false);
    }

    List<Draft> connectors(Blueprint blueprint) {
        List<Draft> drafts = new ArrayList<>();
        blueprint.connectors().forEach((name, config) -> {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("name", name);
            body.put("config", config);
            drafts.add(new Draft(connectors().resolve(name + ".json"), json(body) + "\n", false));
        });
        return drafts;
    }

    Draft secrets(String pool, Map<String, String> passwords) {
        return new Draft(secrets(pool), properties(passwords), true);
    }

    Draft workerDraft() {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put("session.timeout.ms", "6000");
        keys.put("heartbeat.interval.ms", "1500");
        keys.put("scheduled.rebalance.max.delay.ms", "0");
        keys.put("rest.extension.classes", "org.poolwarden.connect.worker.WorkerCheck");
        keys.put("exactly.once.source.support", "enabled");
        keys.put("config.providers", "file");
        keys.put("config.providers.file.class", "org.apache.kafka.common.config.provider.FileConfigProvider");
        keys.put(
                "config.providers.file.param.allowed.paths",
                dir.toAbsolutePath().normalize().resolve("secrets").toString());
        return new Draft(
                worker(), "# What every Connect worker needs besides its own properties.\n" + properties(keys), false);
    }

    /** As {@link java.util.Properties} reads it, and as a person writes it: that class would escape every colon. */
    private static String properties(Map<String, String> values) {
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + escaped(entry.getValue()) + "\n")
                .collect(Collectors.joining());
    }

    /** Values are one line; what comes before the first other character is skipped where it is not escaped. */
    private static String escaped(String value) {
        String text = value.replace("\\", "\\\\");
        return text.startsWith(" ") || text.startsWith("\t") ? "\\" + text : text;
    }

    private static String json(Map<String, Object> body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of texts is JSON", e);
        }
    }

    static Map<String, String> passwords(String password, String bmcPassword) {
        Map<String, String> passwords = new TreeMap<>(Map.of("password", password));
        if (!bmcPassword.isEmpty()) {
            passwords.put("bmc.password", bmcPassword);
        }
        return passwords;
    }
}
