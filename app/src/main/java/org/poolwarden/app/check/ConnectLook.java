package org.poolwarden.app.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Does Connect answer, has it the plugins, and do the connectors run? */
record ConnectLook(ConnectApi api) {

    static final List<String> PLUGINS = List.of(
            "heartbeat.HeartbeatConnector",
            "event.EventConnector",
            "disk.DiskConnector",
            "recovery.RecoverySinkConnector",
            "alert.AlertSinkConnector");

    private static final String SUBJECT = "connect";

    /**
     * @param cluster id of the processors' Kafka; empty when that does not answer
     * @return the connectors of poolwarden that there are
     */
    List<ConnectorConfig> look(Optional<String> cluster, Consumer<CheckLine> lines) throws InterruptedException {
        try {
            JsonNode root = api.get("/");
            lines.accept(CheckLine.ok(SUBJECT, root.path("version").asText() + " answers at " + api.url()));
            String its = root.path("kafka_cluster_id").asText();
            if (cluster.isPresent() && !cluster.get().equals(its)) {
                lines.accept(CheckLine.fail(
                        SUBJECT,
                        "works on another Kafka (" + its + ") than the processors (" + cluster.get() + ")",
                        "bootstrap.servers of the worker and of the processors must name one cluster"));
            }
            lines.accept(plugins(api.get("/connector-plugins")));
            return connectors(api.get("/connectors?expand=status&expand=info"), lines);
        } catch (IOException | IllegalArgumentException e) {
            lines.accept(CheckLine.fail(
                    SUBJECT,
                    "does not answer at " + api.url() + ": " + e.getMessage(),
                    "is a worker running, and is --connect the URL of its REST API?"));
            return List.of();
        }
    }

    private static CheckLine plugins(JsonNode listed) {
        Set<String> missing = new TreeSet<>(PLUGINS);
        listed.forEach(plugin ->
                missing.removeIf(name -> plugin.path("class").asText().equals("org.poolwarden.connect." + name)));
        return missing.isEmpty()
                ? CheckLine.ok("plugins", "all " + PLUGINS.size() + " are installed")
                : CheckLine.fail(
                        "plugins",
                        "not installed: " + String.join(", ", missing),
                        "unpack poolwarden-connectors-*-plugin.zip in a directory of plugin.path on every worker, and"
                                + " restart it");
    }

    private static List<ConnectorConfig> connectors(JsonNode listed, Consumer<CheckLine> lines) {
        List<ConnectorConfig> ours = new ArrayList<>();
        listed.properties().forEach(connector -> {
            ConnectorConfig config =
                    ConnectorConfig.of(connector.getKey(), connector.getValue().at("/info/config"));
            if (config.isOurs()) {
                ours.add(config);
                lines.accept(state(config.name(), connector.getValue().path("status")));
            }
        });
        if (ours.stream().noneMatch(ConnectorConfig::isHeartbeat)) {
            lines.accept(CheckLine.warn(
                    "connectors",
                    "none interviews hosts: nothing is judged",
                    "poolwarden init writes their configurations; POST them to /connectors"));
        }
        return ours;
    }

    private static CheckLine state(String name, JsonNode status) {
        String subject = "connector " + name;
        String state = status.at("/connector/state").asText("unknown");
        List<String> tasks = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        status.path("tasks").forEach(task -> {
            tasks.add(task.path("state").asText());
            if (task.path("state").asText().equals("FAILED")) {
                failures.add(task.path("trace").asText().lines().findFirst().orElse("without a word"));
            }
        });
        if (state.equals("FAILED") || !failures.isEmpty()) {
            String trace =
                    status.at("/connector/trace").asText("").lines().findFirst().orElse("");
            return CheckLine.fail(
                    subject,
                    "FAILED: " + (failures.isEmpty() ? trace : failures.get(0)),
                    "mend that, then POST /connectors/" + name + "/restart?includeTasks=true&onlyFailed=true");
        }
        boolean runs =
                state.equals("RUNNING") && !tasks.isEmpty() && tasks.stream().allMatch("RUNNING"::equals);
        return runs
                ? CheckLine.ok(subject, "runs with " + tasks.size() + " task" + (tasks.size() == 1 ? "" : "s"))
                : CheckLine.warn(
                        subject,
                        "is " + state + ", tasks: " + (tasks.isEmpty() ? "none" : String.join(", ", tasks)),
                        "PUT /connectors/" + name + "/resume when it should run");
    }
}
