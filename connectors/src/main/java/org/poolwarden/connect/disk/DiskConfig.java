package org.poolwarden.connect.disk;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.poolwarden.connect.pool.PoolsConfig;

/** Configuration of the disk connector. */
final class DiskConfig {

    static final String POLL_MS = "disk.poll.ms";
    static final String FIRST_SECONDS = "disk.first.seconds";

    private static final String GROUP = "Disks";
    private static final int LEAST_POLL_MS = 500;
    private static final int TEN_MINUTES = 600;

    private DiskConfig() {}

    static ConfigDef definition(Map<String, String> props) {
        return PoolsConfig.definition(props)
                .define(
                        POLL_MS,
                        Type.INT,
                        10_000,
                        ConfigDef.Range.atLeast(LEAST_POLL_MS),
                        Importance.MEDIUM,
                        "From one look at a host's metrics to the next. Milliseconds; a host writes every 5 seconds and"
                                + " keeps that for ten minutes.",
                        GROUP,
                        1,
                        Width.SHORT,
                        "Poll")
                .define(
                        FIRST_SECONDS,
                        Type.INT,
                        60,
                        ConfigDef.Range.between(0, TEN_MINUTES),
                        Importance.LOW,
                        "How far back the first look at a host goes. Seconds.",
                        GROUP,
                        2,
                        Width.SHORT,
                        "First");
    }

    static Duration poll(AbstractConfig config) {
        return Duration.ofMillis(config.getInt(POLL_MS));
    }

    static Duration first(AbstractConfig config) {
        return Duration.ofSeconds(config.getInt(FIRST_SECONDS));
    }
}
