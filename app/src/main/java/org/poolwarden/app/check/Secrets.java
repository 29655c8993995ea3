package org.poolwarden.app.check;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigTransformer;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.apache.kafka.common.config.provider.DirectoryConfigProvider;
import org.apache.kafka.common.config.provider.EnvVarConfigProvider;
import org.apache.kafka.common.config.provider.FileConfigProvider;

/** Reads what stands for secrets, as a worker does, by the providers that Kafka has. */
final class Secrets {

    private Secrets() {}

    /**
     * @throws ConfigException naming the reference that cannot be read here
     */
    static Map<String, String> read(Map<String, String> props) {
        Map<String, ConfigProvider> providers = Map.of(
                "file", new FileConfigProvider(),
                "directory", new DirectoryConfigProvider(),
                "env", new EnvVarConfigProvider());
        providers.values().forEach(provider -> provider.configure(Map.of()));
        Map<String, String> read =
                new HashMap<>(new ConfigTransformer(providers).transform(props).data());
        read.forEach((key, value) -> {
            if (value != null && value.matches(".*\\$\\{\\w+:.*\\}.*")) {
                throw new ConfigException(key + " is " + value + ", which nobody here can read");
            }
        });
        return read;
    }
}
