package org.poolwarden.connect.pool;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.util.ConnectorUtils;

/** Configuration keys that all connectors share: which pools there are, how they are reached, and where records go. */
public final class PoolsConfig {

    public static final String POOLS = "pools";
    public static final String HEARTBEAT_MS = "heartbeat.ms";
    public static final String DEADLINE_MS = "deadline.ms";

    private static final int LEAST_HEARTBEAT_MS = 200;
    private static final int LEAST_DEADLINE_MS = 100;

    private PoolsConfig() {}

    /**
     * The keys for the pools that {@code props} names, each with a group of its own, beside the shared ones.
     *
     * @param props as Connect hands them over; may be empty, then only the shared keys are defined
     */
    public static ConfigDef definition(Map<String, String> props) {
        ConfigDef def = new ConfigDef()
                .define(
                        POOLS,
                        Type.LIST,
                        ConfigDef.NO_DEFAULT_VALUE,
                        new FormOf("a pool's name of letters, digits, '.', '_' and '-'", "[A-Za-z0-9._-]+"),
                        Importance.HIGH,
                        "Names of the pools, unique in the fleet: the key of every record. For each there are keys"
                                + " pools.NAME.hosts and so on.",
                        "Pools",
                        1,
                        Width.LONG,
                        "Pools");
        rhythm(def);
        TrustConfig.define(def);
        RecordsConfig.define(def);
        names(props).forEach(pool -> OnePoolConfig.define(def, pool));
        return def;
    }

    private static void rhythm(ConfigDef def) {
        def.define(
                        HEARTBEAT_MS,
                        Type.INT,
                        5000,
                        ConfigDef.Range.atLeast(LEAST_HEARTBEAT_MS),
                        Importance.MEDIUM,
                        "H, the time from one round of interviews to the next. Milliseconds.",
                        "Pools",
                        2,
                        Width.SHORT,
                        "Heartbeat")
                .define(
                        DEADLINE_MS,
                        Type.INT,
                        2000,
                        ConfigDef.Range.atLeast(LEAST_DEADLINE_MS),
                        Importance.MEDIUM,
                        "D, how long a host may take to answer; at most half of heartbeat.ms. Milliseconds.",
                        "Pools",
                        3,
                        Width.SHORT,
                        "Deadline");
    }

    /** Names of the pools in {@code props}, as far as they can be read. */
    static List<String> names(Map<String, String> props) {
        String names = props.getOrDefault(POOLS, "");
        return java.util.Arrays.stream(names.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }

    /**
     * Every wrong field at once, and what is wrong between those fields that are right by themselves.
     *
     * @param def made from the same {@code props}
     */
    public static Config validate(ConfigDef def, Map<String, String> props) {
        return WholeConfig.validate(def, props, sound -> between(sound, props));
    }

    private static Map<String, String> between(AbstractConfig config, Map<String, String> props) {
        Set<String> sound = config.values().keySet();
        Map<String, String> errors = new HashMap<>();
        if (sound.containsAll(List.of(HEARTBEAT_MS, DEADLINE_MS))
                && config.getInt(DEADLINE_MS) * 2 > config.getInt(HEARTBEAT_MS)) {
            errors.put(DEADLINE_MS, "must be at most half of " + HEARTBEAT_MS + ", so that rounds do not overlap");
        }
        if (sound.containsAll(TrustConfig.KEYS)) {
            TrustConfig.between(config).forEach(errors::putIfAbsent);
        }
        Set<String> claimed = new HashSet<>();
        names(props).stream()
                .filter(pool -> sound.containsAll(OnePoolConfig.keysOfHosts(pool)))
                .forEach(pool -> OnePoolConfig.between(config, pool, claimed).forEach(errors::putIfAbsent));
        return errors;
    }

    /**
     * The pools.
     *
     * @throws ConfigException listing every wrong field at once
     */
    public static List<PoolAccess> pools(ConfigDef def, Map<String, String> props) {
        WholeConfig.demandSound(validate(def, props));
        AbstractConfig config = new AbstractConfig(def, props, false);
        return names(props).stream()
                .map(pool -> OnePoolConfig.access(config, pool))
                .toList();
    }

    /** A configuration for each task: the whole of it, with a share of the pools. Hosts of a pool are never parted. */
    public static List<Map<String, String>> shares(Map<String, String> props, int maxTasks) {
        List<String> pools = names(props);
        List<Map<String, String>> configs = new ArrayList<>();
        for (List<String> share : ConnectorUtils.groupPartitions(pools, Math.min(maxTasks, pools.size()))) {
            Map<String, String> config = new HashMap<>(props);
            config.put(POOLS, String.join(",", share));
            configs.add(config);
        }
        return configs;
    }

    /** A list, maybe empty, whose items have one form. */
    public record AnyOf(String what, String regex) implements ConfigDef.Validator {
        @Override
        public void ensureValid(String name, Object value) {
            if (value instanceof List<?> list && !list.isEmpty()) {
                new FormOf(what, regex).ensureValid(name, value);
            }
        }

        @Override
        public String toString() {
            return "any of " + what;
        }
    }

    /** A list whose items have one form. */
    public record FormOf(String what, String regex) implements ConfigDef.Validator {
        @Override
        public void ensureValid(String name, Object value) {
            List<?> items = value instanceof List<?> list ? list : List.of();
            if (items.isEmpty()) {
                throw new ConfigException(name, value, "expected at least one, each " + what);
            }
            for (Object item : items) {
                if (!String.valueOf(item).matches(regex)) {
                    throw new ConfigException(name, item, "expected " + what);
                }
            }
        }

        @Override
        public String toString() {
            return what;
        }
    }
}
