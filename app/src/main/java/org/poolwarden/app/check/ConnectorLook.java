package org.poolwarden.app.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Connector;
import org.poolwarden.app.run.Reach;
import org.poolwarden.connect.alert.AlertSinkConnector;
import org.poolwarden.connect.disk.DiskConnector;
import org.poolwarden.connect.event.EventConnector;
import org.poolwarden.connect.heartbeat.HeartbeatConnector;
import org.poolwarden.connect.recovery.RecoverySinkConnector;

/** Is a connector's configuration right, by itself and beside the processors'? */
final class ConnectorLook {

    private static final Map<String, String> CONVERTERS = new TreeMap<>(Map.of(
            "key.converter", "org.apache.kafka.connect.storage.StringConverter",
            "value.converter", "org.apache.kafka.connect.converters.ByteArrayConverter"));

    private final ConnectorConfig connector;
    private final Optional<Reach> processors;
    private final Map<String, String> worker;
    private final List<CheckLine> found = new ArrayList<>();

    /**
     * @param processors empty where their configuration cannot be used
     * @param worker its properties; empty where they are not known
     */
    ConnectorLook(ConnectorConfig connector, Optional<Reach> processors, Map<String, String> worker) {
        this.connector = connector;
        this.processors = processors;
        this.worker = Map.copyOf(worker);
    }

    /** Its configuration with its secrets; empty when hosts cannot be asked with it. */
    Optional<Map<String, String>> look(Consumer<CheckLine> lines) {
        Optional<Map<String, String>> read = read();
        read.ifPresent(this::validate);
        converters();
        processors.ifPresent(this::beside);
        if (connector.value("dry.run", "true").equals("true")
                && connector.type().contains(".recovery.")) {
            found.add(CheckLine.warn(
                    subject(), "dry.run: commands are checked and not carried out", "dry.run=false when you trust it"));
        }
        if (found.isEmpty()) {
            found.add(CheckLine.ok(subject(), "is configured right"));
        }
        found.forEach(lines);
        boolean sound = found.stream().noneMatch(line -> line.grade() == CheckLine.Grade.FAIL);
        return sound && connector.asksHosts() ? read : Optional.empty();
    }

    private String subject() {
        return "connector " + connector.name();
    }

    private Optional<Map<String, String>> read() {
        try {
            return Optional.of(Secrets.read(connector.props()));
        } catch (ConfigException e) {
            found.add(CheckLine.warn(
                    subject(),
                    "its secrets cannot be read here, so its hosts are not asked: " + e.getMessage(),
                    "run poolwarden check where a worker runs, as its user"));
            return Optional.empty();
        }
    }

    private void validate(Map<String, String> props) {
        Optional<Connector> plugin = plugin();
        if (plugin.isEmpty()) {
            found.add(CheckLine.fail(
                    subject(),
                    "connector.class is " + connector.type(),
                    "expected org.poolwarden.connect. and one of " + String.join(", ", ConnectLook.PLUGINS)));
            return;
        }
        for (ConfigValue value : plugin.get().validate(props).configValues()) {
            value.errorMessages()
                    .forEach(message -> found.add(CheckLine.fail(
                            subject(), value.name() + ": " + message, "docs/configuration.md has every key")));
        }
    }

    private Optional<Connector> plugin() {
        return List.of(
                        new HeartbeatConnector(),
                        new EventConnector(),
                        new DiskConnector(),
                        new RecoverySinkConnector(),
                        new AlertSinkConnector())
                .stream()
                .filter(plugin -> plugin.getClass().getName().equals(connector.type()))
                .map(Connector.class::cast)
                .findFirst();
    }

    private void converters() {
        List<String> unknown = new ArrayList<>();
        CONVERTERS.forEach((key, needed) -> {
            String its = connector.value(key, worker.getOrDefault(key, ""));
            if (its.isEmpty()) {
                unknown.add(key);
            } else if (!its.equals(needed)) {
                found.add(CheckLine.fail(subject(), key + " is " + its, "set it to " + needed));
            }
        });
        if (!unknown.isEmpty()) {
            found.add(CheckLine.warn(
                    subject(),
                    "rests on what the worker has for " + String.join(" and ", unknown)
                            + ", which Connect does not tell",
                    "name the worker's file with --worker, or give the connector " + CONVERTERS));
        }
    }

    private void beside(Reach config) {
        same(
                "topic.prefix",
                connector.value("topic.prefix", "xen."),
                config.topics().named(""));
        if (connector.isHeartbeat()) {
            same(
                    "heartbeat.ms",
                    connector.value("heartbeat.ms", "5000"),
                    String.valueOf(config.tolerance().heartbeat().toMillis()));
            same(
                    "deadline.ms",
                    connector.value("deadline.ms", "2000"),
                    String.valueOf(config.tolerance().deadline().toMillis()));
        }
    }

    private void same(String key, String its, String processors) {
        if (!its.equals(processors)) {
            found.add(CheckLine.fail(
                    subject(),
                    key + " is " + its + ", and the processors have " + processors,
                    "they must be equal: the rules reckon with it"));
        }
    }
}
