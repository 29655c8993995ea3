package org.poolwarden.connect.recovery;

import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.poolwarden.connect.pool.PoolsConfig;
import org.poolwarden.connect.pool.Rhythm;
import org.poolwarden.connect.pool.WholeConfig;

/** Configuration of the recovery sink. */
final class RecoverySinkConfig {

    static final String DRY_RUN = "dry.run";
    static final String COMMANDS_PER_MINUTE = "max.commands.per.minute";
    private static final String GROUP = "Recovery";

    private RecoverySinkConfig() {}

    static ConfigDef definition(Map<String, String> props) {
        ConfigDef def = PoolsConfig.definition(props)
                .define(
                        DRY_RUN,
                        Type.BOOLEAN,
                        true,
                        Importance.HIGH,
                        "Check everything and do nothing: outcomes say DRY_RUN. Commands are carried out only when this"
                                + " is false.",
                        GROUP,
                        1,
                        Width.SHORT,
                        "Dry run")
                .define(
                        COMMANDS_PER_MINUTE,
                        Type.INT,
                        ExecutorSettings.COMMANDS_PER_MINUTE,
                        ConfigDef.Range.atLeast(1),
                        Importance.MEDIUM,
                        "How many commands are begun in a minute at most, over all pools. One beyond that waits, and"
                                + " expires when its turn does not come in time.",
                        GROUP,
                        2,
                        Width.SHORT,
                        "Commands per minute");
        return JournalClients.define(def, props, GROUP);
    }

    /** Every wrong field at once, those of the journal's Kafka clients too. */
    static Config validate(Map<String, String> props) {
        Config validated = PoolsConfig.validate(definition(props), props);
        Map<String, String> errors = JournalClients.errors(props);
        validated.configValues().stream()
                .filter(value -> value.errorMessages().isEmpty() && errors.containsKey(value.name()))
                .forEach(value -> value.addErrorMessage(errors.get(value.name())));
        return validated;
    }

    /**
     * @throws org.apache.kafka.common.config.ConfigException listing every wrong field at once
     */
    static void demandSound(Map<String, String> props) {
        WholeConfig.demandSound(validate(props));
    }

    static ExecutorSettings settings(AbstractConfig config, Rhythm rhythm) {
        return ExecutorSettings.of(config.getBoolean(DRY_RUN), config.getInt(COMMANDS_PER_MINUTE), rhythm);
    }
}
