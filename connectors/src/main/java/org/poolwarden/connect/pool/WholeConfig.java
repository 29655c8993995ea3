package org.poolwarden.connect.pool;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;

/** Looks at a configuration as a whole: whoever has made five mistakes is told of five. */
public final class WholeConfig {

    private WholeConfig() {}

    /**
     * Every wrong field at once, and what is wrong between those fields that are right by themselves.
     *
     * @param between of a configuration that has the sound keys only: what is wrong, by key
     */
    public static Config validate(
            ConfigDef def, Map<String, String> props, Function<AbstractConfig, Map<String, String>> between) {
        Map<String, ConfigValue> values = new HashMap<>(def.validateAll(props));
        ConfigDef sound = new ConfigDef();
        def.configKeys().values().stream()
                .filter(key -> values.get(key.name).errorMessages().isEmpty())
                .forEach(sound::define);
        between.apply(new AbstractConfig(sound, props, false))
                .forEach((key, message) -> values.get(key).addErrorMessage(message));
        return new Config(new ArrayList<>(values.values()));
    }

    /**
     * @param validated by {@link #validate}
     * @throws ConfigException listing every wrong field at once
     */
    public static void demandSound(Config validated) {
        List<String> wrong = validated.configValues().stream()
                .filter(value -> !value.errorMessages().isEmpty())
                .map(value -> value.name() + ": " + String.join("; ", value.errorMessages()))
                .sorted()
                .toList();
        if (!wrong.isEmpty()) {
            throw new ConfigException(String.join("\n", wrong));
        }
    }
}
