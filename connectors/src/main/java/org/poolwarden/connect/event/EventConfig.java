package org.poolwarden.connect.event;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.poolwarden.connect.pool.PoolsConfig;

/** Configuration of the event connector. */
final class EventConfig {

    static final String CLASSES = "event.classes";

    private EventConfig() {}

    static ConfigDef definition(Map<String, String> props) {
        return PoolsConfig.definition(props)
                .define(
                        CLASSES,
                        Type.LIST,
                        List.of("pool", "host", "host_metrics", "vm", "pbd", "sr", "message"),
                        new PoolsConfig.FormOf("a class of XAPI in lower case", "[a-z_]+"),
                        Importance.MEDIUM,
                        "Classes whose changes are told. host_metrics has whether a host is live; host has not.",
                        "Events",
                        1,
                        Width.LONG,
                        "Classes");
    }
}
