package org.poolwarden.connect.recovery;

import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.poolwarden.connect.pool.PoolsConfig;

/** Configuration of the recovery sink. */
final class RecoverySinkConfig {

    static final String DRY_RUN = "dry.run";
    static final String BOOTSTRAP = "kafka.bootstrap.servers";
    static final String TASK = "task.number";
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
                        BOOTSTRAP,
                        Type.LIST,
                        ConfigDef.NO_DEFAULT_VALUE,
                        new PoolsConfig.FormOf("HOST:PORT", "\\S+:\\d+"),
                        Importance.HIGH,
                        "Brokers, for the transactional journal of outcomes.",
                        GROUP,
                        2,
                        Width.LONG,
                        "Brokers");
    }
}
