package org.poolwarden.app.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/** Every query in docker/: of dashboards and of rules. */
public final class Asked {

    static final Path DASHBOARDS = Path.of("..", "docker", "grafana", "dashboards");
    static final Path RULES = Path.of("..", "docker", "prometheus");

    private Asked() {}

    /** Of all dashboards and all rules. */
    public static List<Query> all() throws IOException {
        List<Query> queries = new ArrayList<>();
        for (Path file : files(DASHBOARDS, ".json")) {
            dashboard(file, queries);
        }
        for (Map<String, Object> rule : rules()) {
            queries.add(new Query("rule " + rule.get("alert"), (String) rule.get("expr"), words(rule)));
        }
        return queries;
    }

    private static void dashboard(Path file, List<Query> queries) throws IOException {
        JsonNode board = new ObjectMapper().readTree(file.toFile());
        for (JsonNode panel : board.path("panels")) {
            for (JsonNode target : panel.path("targets")) {
                queries.add(new Query(
                        file.getFileName() + ", " + panel.path("title").asText(),
                        target.path("expr").asText(),
                        target.path("legendFormat").asText()));
            }
        }
        for (JsonNode variable : board.path("templating").path("list")) {
            if (variable.has("definition")) {
                queries.add(new Query(
                        file.getFileName() + ", " + variable.path("name").asText(),
                        variable.path("definition").asText(),
                        ""));
            }
        }
    }

    /** What is printed with a rule's alert. */
    static String words(Map<String, Object> rule) {
        return String.valueOf(rule.get("annotations"));
    }

    /** Every rule of every file. */
    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> rules() throws IOException {
        List<Map<String, Object>> rules = new ArrayList<>();
        for (Path file : files(RULES, "-rules.yml")) {
            Map<String, List<Map<String, Object>>> content = new Yaml().load(Files.readString(file));
            content.get("groups").forEach(group -> rules.addAll((List<Map<String, Object>>) group.get("rules")));
        }
        return rules;
    }

    static List<Path> files(Path dir, String ending) throws IOException {
        try (Stream<Path> files = Files.list(dir)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }
}
