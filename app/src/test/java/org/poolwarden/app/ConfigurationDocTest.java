package org.poolwarden.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.junit.jupiter.api.Test;
import org.poolwarden.app.run.Reach;
import org.poolwarden.app.run.RunConfig;
import org.poolwarden.connect.alert.AlertSinkConnector;
import org.poolwarden.connect.disk.DiskConnector;
import org.poolwarden.connect.event.EventConnector;
import org.poolwarden.connect.heartbeat.HeartbeatConnector;
import org.poolwarden.connect.pool.PoolsConfig;
import org.poolwarden.connect.recovery.RecoverySinkConnector;

/** docs/configuration.md is printed from the definitions; run with {@code -Dpoolwarden.rewrite=true} to print it anew. */
class ConfigurationDocTest {

    private static final Path DOC = Path.of("../docs/configuration.md");

    @Test
    void theDocumentIsWhatTheDefinitionsSay() throws IOException {
        ConfigDef shared = PoolsConfig.definition(Map.of("pools", "NAME"));
        String printed = "# Configuration\n\nPrinted from the definitions in the code.\n\n"
                + section("`poolwarden run --config FILE`", RunConfig.definition(), Set.of())
                + "Keys that begin with `kafka.` go to Kafka's clients without it: `kafka.security.protocol`.\n\n"
                + "An operator's verbs (`poolwarden list` and so on) read the same file and need "
                + Reach.definition().names().stream()
                        .sorted()
                        .map(key -> "`" + key + "`")
                        .collect(Collectors.joining(", "))
                + " of it; other keys may be there or not.\n\n"
                + section("Every connector that asks hosts", shared, Set.of())
                + section("HeartbeatConnector", new HeartbeatConnector().config(), shared.names())
                + section("EventConnector", new EventConnector().config(), shared.names())
                + section("DiskConnector", new DiskConnector().config(), shared.names())
                + section("RecoverySinkConnector", new RecoverySinkConnector().config(), shared.names())
                + section("AlertSinkConnector", new AlertSinkConnector().config(), Set.of());
        if (Boolean.getBoolean("poolwarden.rewrite")) {
            Files.writeString(DOC, printed);
        }
        assertThat(Files.readString(DOC)).isEqualTo(printed);
    }

    private static String section(String title, ConfigDef def, Set<String> known) {
        StringBuilder text = new StringBuilder("## " + title + "\n\n| key | default | meaning |\n|---|---|---|\n");
        Set<String> names = new TreeSet<>(def.names());
        names.removeAll(known);
        names.forEach(name -> text.append(row(def.configKeys().get(name))));
        return text.append("\n").toString();
    }

    private static String row(ConfigKey key) {
        String standard = key.hasDefault()
                ? key.type == ConfigDef.Type.PASSWORD
                        ? "empty"
                        : "`" + ConfigDef.convertToString(key.defaultValue, key.type) + "`"
                : "required";
        String bounds = key.validator == null ? "" : " (" + key.validator + ")";
        return "| `" + key.name + "` | " + standard.replace("``", "empty") + " | "
                + (key.documentation + bounds).replace("|", "\\|") + " |\n";
    }
}
