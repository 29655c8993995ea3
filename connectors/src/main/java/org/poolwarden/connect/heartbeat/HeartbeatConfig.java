package org.poolwarden.connect.heartbeat;

import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.poolwarden.connect.pool.PoolsConfig;

/** Configuration of the heartbeat connector. */
final class HeartbeatConfig {

    static final String OBSERVER = "observer";

    private HeartbeatConfig() {}

    static ConfigDef definition(Map<String, String> props) {
        return PoolsConfig.definition(props)
                .define(
                        OBSERVER,
                        Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        new ConfigDef.NonEmptyString(),
                        Importance.HIGH,
                        "Name of this deployment, for example rack-a. Evidence of one observer is compared only with"
                                + " its own.",
                        "Observer",
                        1,
                        Width.SHORT,
                        "Observer");
    }
}
