package org.poolwarden.app.init;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.poolwarden.schema.topic.Topics;
import org.poolwarden.xapi.transport.Fingerprint;

/**
 * All that connectors are told of one pool.
 *
 * @param secrets file that holds {@code password} and {@code bmc.password}
 */
record Blueprint(
        String pool, List<Member> members, Accounts accounts, Set<Fingerprint> pins, Place place, Path secrets) {

    private static final String PACKAGE = "org.poolwarden.connect.";

    /**
     * Who logs in where.
     *
     * @param bmcs URLs by host; empty for none
     */
    record Accounts(String user, Map<String, String> bmcs, String bmcUser) {}

    /**
     * Where connectors run, and what they talk to.
     *
     * @param heartbeatMs as the processors have it
     */
    record Place(
            String bootstrap,
            String registry,
            Topics topics,
            long heartbeatMs,
            long deadlineMs,
            String observer,
            Optional<String> witnesses) {}

    /** Configurations by the connectors' names. */
    Map<String, Map<String, String>> connectors() {
        Map<String, Map<String, String>> connectors = new LinkedHashMap<>();
        connectors.put("heartbeat-" + pool, heartbeat());
        connectors.put("events-" + pool, shared("event.EventConnector"));
        connectors.put("disks-" + pool, shared("disk.DiskConnector"));
        connectors.put("recovery-" + pool, recovery());
        return connectors;
    }

    private Map<String, String> heartbeat() {
        Map<String, String> config = shared("heartbeat.HeartbeatConnector");
        config.put("observer", place.observer());
        place.witnesses().ifPresent(witnesses -> config.put("witnesses", witnesses));
        config.put("producer.override.linger.ms", "0");
        return config;
    }

    /** Commands are written in transactions: what was aborted never happened. */
    private Map<String, String> recovery() {
        Map<String, String> config = shared("recovery.RecoverySinkConnector");
        config.put(
                "topics",
                String.join(
                        ",",
                        place.topics().commands().name(),
                        place.topics().policies().name(),
                        place.topics().findings().name()));
        config.put("kafka.bootstrap.servers", place.bootstrap());
        config.put("dry.run", "true");
        config.put("consumer.override.isolation.level", "read_committed");
        config.put("consumer.override.auto.offset.reset", "earliest");
        return config;
    }

    private Map<String, String> shared(String type) {
        String key = "pools." + pool + ".";
        Map<String, String> config = new LinkedHashMap<>();
        config.put("connector.class", PACKAGE + type);
        config.put("tasks.max", "1");
        config.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
        config.put("value.converter", "org.apache.kafka.connect.converters.ByteArrayConverter");
        config.put("pools", pool);
        config.put(key + "hosts", members.stream().map(Member::configured).collect(Collectors.joining(",")));
        config.put(key + "user", accounts.user());
        config.put(key + "password", "${file:" + secrets + ":password}");
        if (!accounts.bmcs().isEmpty()) {
            config.put(
                    key + "bmc",
                    accounts.bmcs().entrySet().stream()
                            .map(bmc -> bmc.getKey() + "=" + bmc.getValue())
                            .sorted()
                            .collect(Collectors.joining(",")));
            config.put(key + "bmc.user", accounts.bmcUser());
            config.put(key + "bmc.password", "${file:" + secrets + ":bmc.password}");
        }
        config.put(
                "tls.fingerprints",
                pins.stream().map(Fingerprint::toString).sorted().collect(Collectors.joining(",")));
        config.put("heartbeat.ms", String.valueOf(place.heartbeatMs()));
        config.put("deadline.ms", String.valueOf(place.deadlineMs()));
        config.put("schema.registry.url", place.registry());
        config.put("topic.prefix", place.topics().named(""));
        return config;
    }
}
