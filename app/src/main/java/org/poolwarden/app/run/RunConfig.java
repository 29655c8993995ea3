package org.poolwarden.app.run;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
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
import org.apache.kafka.common.config.ConfigException;
import org.poolwarden.capacity.stream.CapacitySettings;
import org.poolwarden.failover.Tolerance;
import org.poolwarden.schema.topic.Topics;

/** Configuration of {@code poolwarden run}: a properties file. Keys that begin with {@code kafka.} go to Kafka's clients. */
public final class RunConfig {

    static final String BOOTSTRAP = "bootstrap.servers";
    static final String REGISTRY = "schema.registry.url";
    static final String APPLICATION = "application.id";
    static final String PREFIX = "topic.prefix";
    static final String PARTITIONS = "topic.partitions";
    static final String REPLICATION = "replication.factor";
    static final String PATIENCE = "broker.patience.ms";
    static final String BOOT = "boot.allowance.ms";
    static final String DEADLINE = "deadline.ms";
    static final String HEARTBEAT = "heartbeat.ms";

    private static final String STATE_DIR = "state.dir";
    private static final String INSTANCE = "instance";
    private static final String METRICS_ADDRESS = "metrics.address";
    private static final String METRICS_PORT = "metrics.port";

    private static final int GREATEST_PORT = 65_535;
    private static final int DAY_MS = 86_400_000;

    private final AbstractConfig config;
    private final Map<String, Object> kafka;

    private RunConfig(AbstractConfig config, Map<String, Object> kafka) {
        this.config = config;
        this.kafka = Map.copyOf(kafka);
    }

    /** Every key with its meaning and default. */
    public static ConfigDef definition() {
        return CapacityKeys.define(times(metrics(names(places(new ConfigDef())))));
    }

    private static ConfigDef places(ConfigDef def) {
        return def.define(
                        BOOTSTRAP,
                        Type.LIST,
                        ConfigDef.NO_DEFAULT_VALUE,
                        Importance.HIGH,
                        "Kafka brokers as HOST:PORT.")
                .define(
                        REGISTRY,
                        Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        new NonEmptyString(),
                        Importance.HIGH,
                        "URL of a registry with the Confluent Schema Registry API.")
                .define(
                        STATE_DIR,
                        Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        new NonEmptyString(),
                        Importance.HIGH,
                        "Where stores lie; they are rebuilt from changelogs when it is lost.");
    }

    private static ConfigDef names(ConfigDef def) {
        return def.define(
                        APPLICATION,
                        Type.STRING,
                        "failover",
                        new NonEmptyString(),
                        Importance.MEDIUM,
                        "Consumer group and prefix of internal topics.")
                .define(
                        INSTANCE,
                        Type.STRING,
                        "0",
                        new NonEmptyString(),
                        Importance.MEDIUM,
                        "Name of this instance, the same across its restarts: so they need no rebalance.")
                .define(
                        PREFIX,
                        Type.STRING,
                        Topics.DEFAULT_PREFIX,
                        Importance.LOW,
                        "What the names of all topics begin with.")
                .define(
                        PARTITIONS,
                        Type.INT,
                        Topics.DEFAULT_PARTITIONS,
                        Range.atLeast(1),
                        Importance.LOW,
                        "How many partitions every topic has, but the one of the fleet's requests, which has one.")
                .define(
                        REPLICATION,
                        Type.SHORT,
                        (short) 3,
                        Range.atLeast(1),
                        Importance.MEDIUM,
                        "Replication factor of topics that are missing and created.");
    }

    private static ConfigDef metrics(ConfigDef def) {
        return def.define(
                        METRICS_ADDRESS,
                        Type.STRING,
                        "127.0.0.1",
                        Importance.LOW,
                        "Address of /metrics, /livez and /readyz.")
                .define(
                        METRICS_PORT,
                        Type.INT,
                        9464,
                        Range.between(0, GREATEST_PORT),
                        Importance.LOW,
                        "Their port; 0 for any free one.");
    }

    private static ConfigDef times(ConfigDef def) {
        return def.define(
                        HEARTBEAT,
                        Type.INT,
                        5000,
                        Range.between(1, DAY_MS),
                        Importance.MEDIUM,
                        "H, as the heartbeat connector has it. Milliseconds; every bound of the rules scales with it.")
                .define(
                        DEADLINE,
                        Type.INT,
                        2000,
                        Range.atLeast(1),
                        Importance.MEDIUM,
                        "D, as the heartbeat connector has it; at most half of H. Milliseconds.")
                .define(
                        BOOT,
                        Type.INT,
                        600_000,
                        Range.between(1, DAY_MS),
                        Importance.MEDIUM,
                        "How long a pool may boot before that is a loss. Milliseconds.")
                .define(
                        PATIENCE,
                        Type.INT,
                        15_000,
                        Range.atLeast(1),
                        Importance.LOW,
                        "How long a broker may take to answer at the start. Milliseconds.");
    }

    /**
     * @throws IOException when the file cannot be read
     * @throws ConfigException listing every wrong field at once
     */
    public static RunConfig read(Path path) throws IOException {
        ConfigFile file = ConfigFile.read(path);
        RunConfig config = new RunConfig(file.values(definition(), definition()), file.kafka());
        List<String> wrong = new ArrayList<>();
        config.between(wrong);
        if (!wrong.isEmpty()) {
            throw ConfigFile.wrong(wrong);
        }
        return config;
    }

    private void between(List<String> wrong) {
        CapacityKeys.check(config, wrong);
        if (config.getInt(DEADLINE) * 2 > config.getInt(HEARTBEAT)) {
            wrong.add(DEADLINE + ": must be at most half of " + HEARTBEAT);
        }
        try {
            InetAddress.getByName(config.getString(METRICS_ADDRESS));
        } catch (UnknownHostException e) {
            wrong.add(METRICS_ADDRESS + ": " + config.getString(METRICS_ADDRESS) + " is no address of this machine");
        }
    }

    public String bootstrap() {
        return String.join(",", config.getList(BOOTSTRAP));
    }

    public String registry() {
        return config.getString(REGISTRY);
    }

    public Path stateDir() {
        return Path.of(config.getString(STATE_DIR));
    }

    public String applicationId() {
        return config.getString(APPLICATION);
    }

    public boolean runsFailover() {
        return CapacityKeys.runs(config, CapacityKeys.FAILOVER);
    }

    public boolean runsCapacity() {
        return CapacityKeys.runs(config, CapacityKeys.CAPACITY);
    }

    public String capacityApplicationId() {
        return config.getString(CapacityKeys.APPLICATION);
    }

    public CapacitySettings capacity() {
        return CapacityKeys.settings(config);
    }

    public String instance() {
        return config.getString(INSTANCE);
    }

    public Topics topics() {
        return new Topics(config.getString(PREFIX), config.getInt(PARTITIONS));
    }

    public short replication() {
        return config.getShort(REPLICATION);
    }

    public Tolerance tolerance() {
        return tolerance(config);
    }

    /**
     * @throws ConfigException when the deadline does not fit into the heartbeat
     */
    static Tolerance tolerance(AbstractConfig config) {
        if (config.getInt(DEADLINE) * 2 > config.getInt(HEARTBEAT)) {
            throw ConfigFile.wrong(List.of(DEADLINE + ": must be at most half of " + HEARTBEAT));
        }
        return new Tolerance(
                Duration.ofMillis(config.getInt(HEARTBEAT)),
                Duration.ofMillis(config.getInt(DEADLINE)),
                Duration.ofMillis(config.getInt(BOOT)));
    }

    public Duration brokerPatience() {
        return Duration.ofMillis(config.getInt(PATIENCE));
    }

    public InetAddress metricsAddress() {
        try {
            return InetAddress.getByName(config.getString(METRICS_ADDRESS));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("validation let pass: " + config.getString(METRICS_ADDRESS), e);
        }
    }

    public int metricsPort() {
        return config.getInt(METRICS_PORT);
    }

    /** What goes to Kafka's clients as it is: {@code security.protocol} and so on. */
    public Map<String, Object> kafka() {
        return kafka;
    }
}
