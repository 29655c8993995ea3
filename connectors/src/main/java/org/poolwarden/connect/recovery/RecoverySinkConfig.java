package org.poolwarden.connect.recovery;

import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.poolwarden.connect.pool.PoolsConfig;
import org.poolwarden.connect.pool.Rhythm;

/** Configuration of the recovery sink. */
final class RecoverySinkConfig {

    static final String DRY_RUN = "dry.run";
    static final String BOOTSTRAP = "kafka.bootstrap.servers";
    static final String COMMANDS_PER_MINUTE = "max.commands.per.minute";
    private static final String GROUP = "Recovery";

    private RecoverySinkConfig() {}

    static ConfigDef definition(Map<String, String> props) {
        return PoolsConfig.definition(props)
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
                        "Commands per minute")
                .define(
                        BOOTSTRAP,
                        Type.LIST,
                        ConfigDef.NO_DEFAULT_VALUE,
                        new PoolsConfig.FormOf("HOST:PORT", "\\S+:\\d+"),
                        Importance.HIGH,
                        "Brokers, for the transactional journal of outcomes.",
                        GROUP,
                        3,
                        Width.LONG,
                        "Brokers");
    }

    static ExecutorSettings settings(AbstractConfig config, Rhythm rhythm) {
        return ExecutorSettings.of(config.getBoolean(DRY_RUN), config.getInt(COMMANDS_PER_MINUTE), rhythm);
    }
}
