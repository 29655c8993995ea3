package org.poolwarden.app.run;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.poolwarden.failover.Tolerance;
import org.poolwarden.schema.topic.Topics;

/**
 * Where Kafka, the registry and the processors are, for those who only talk to them. Read from the same file as
 * {@link RunConfig}, of which it needs less.
 *
 * @param replication replication factor of topics that are created
 * @param processors the processors' consumer group
 * @param patience how long a broker may take to answer
 * @param tolerance the processors' bounds
 * @param kafka for Kafka's clients, as it is
 */
public record Reach(
        String bootstrap,
        String registry,
        Topics topics,
        short replication,
        String processors,
        Duration patience,
        Tolerance tolerance,
        Map<String, Object> kafka) {

    private static final List<String> KEYS = List.of(
            RunConfig.BOOTSTRAP,
            RunConfig.REGISTRY,
            RunConfig.PREFIX,
            RunConfig.PARTITIONS,
            RunConfig.REPLICATION,
            RunConfig.APPLICATION,
            RunConfig.PATIENCE,
            RunConfig.HEARTBEAT,
            RunConfig.DEADLINE,
            RunConfig.BOOT);

    public Reach {
        kafka = Map.copyOf(kafka);
    }

    /** The keys it reads, each with its meaning and default. */
    public static ConfigDef definition() {
        ConfigDef all = RunConfig.definition();
        ConfigDef needed = new ConfigDef();
        KEYS.forEach(key -> needed.define(all.configKeys().get(key)));
        return needed;
    }

    /**
     * @throws IOException when the file cannot be read
     * @throws ConfigException listing every wrong field at once
     */
    public static Reach read(Path path) throws IOException {
        ConfigFile file = ConfigFile.read(path);
        AbstractConfig config = file.values(definition(), RunConfig.definition());
        return new Reach(
                String.join(",", config.getList(RunConfig.BOOTSTRAP)),
                config.getString(RunConfig.REGISTRY),
                new Topics(config.getString(RunConfig.PREFIX), config.getInt(RunConfig.PARTITIONS)),
                config.getShort(RunConfig.REPLICATION),
                config.getString(RunConfig.APPLICATION),
                Duration.ofMillis(config.getInt(RunConfig.PATIENCE)),
                RunConfig.tolerance(config),
                file.kafka());
    }
}
