package org.poolwarden.app.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.poolwarden.capacity.stream.CapacitySettings;

/** The part of {@link RunConfig} that is about capacity. */
final class CapacityKeys {

    static final String FAILOVER = "failover";
    static final String CAPACITY = "capacity";
    static final String APPLICATION = "capacity.application.id";

    private static final String APPS = "apps";
    private static final String PROFILES = "storage.profiles";
    private static final String DISK_POLL = "disk.poll.ms";
    private static final int DAY_MS = 86_400_000;
    private static final int LEAST_POLL_MS = 500;

    private CapacityKeys() {}

    static ConfigDef define(ConfigDef def) {
        return def.define(
                        APPS,
                        Type.LIST,
                        List.of(FAILOVER, CAPACITY),
                        ConfigDef.ValidList.in(false, FAILOVER, CAPACITY),
                        Importance.MEDIUM,
                        "Which applications run in this process: failover, capacity, or both.")
                .define(
                        APPLICATION,
                        Type.STRING,
                        CAPACITY,
                        new NonEmptyString(),
                        Importance.MEDIUM,
                        "Consumer group and prefix of internal topics of capacity.")
                .define(
                        PROFILES,
                        Type.STRING,
                        "",
                        Importance.MEDIUM,
                        "File that says what storage repositories are made of: a JSON array of profiles;"
                                + " xen.storage-profiles goes before it. Empty for none.")
                .define(
                        DISK_POLL,
                        Type.INT,
                        10_000,
                        Range.between(LEAST_POLL_MS, DAY_MS),
                        Importance.LOW,
                        "As the disk connector has it. Milliseconds; three polls without a sample make a host's"
                                + " figures stale.");
    }

    static void check(AbstractConfig config, List<String> wrong) {
        if (!config.getString(PROFILES).isEmpty()) {
            ProfileFile.read(Path.of(config.getString(PROFILES)), wrong);
        }
        if (config.getString(RunConfig.APPLICATION).equals(config.getString(APPLICATION))) {
            wrong.add(APPLICATION + ": must differ from " + RunConfig.APPLICATION);
        }
    }

    static boolean runs(AbstractConfig config, String app) {
        return config.getList(APPS).contains(app);
    }

    static CapacitySettings settings(AbstractConfig config) {
        String file = config.getString(PROFILES);
        return new CapacitySettings(
                Duration.ofMillis(config.getInt(DISK_POLL)),
                file.isEmpty() ? Map.of() : ProfileFile.read(Path.of(file), new ArrayList<>()));
    }
}
