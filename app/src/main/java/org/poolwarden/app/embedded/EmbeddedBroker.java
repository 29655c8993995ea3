package org.poolwarden.app.embedded;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;
import org.poolwarden.app.run.StartException;

/** One Kafka node, broker and controller, in this process; its data is new at each start. */
public final class EmbeddedBroker implements AutoCloseable {

    private static final String NODE = "1";
    private static final List<String> ONE_REPLICA = List.of(
            "default.replication.factor",
            "offsets.topic.replication.factor",
            "transaction.state.log.replication.factor",
            "transaction.state.log.min.isr",
            "share.coordinator.state.topic.replication.factor",
            "share.coordinator.state.topic.min.isr",
            "min.insync.replicas");

    private final KafkaRaftServer server;
    private final String bootstrap;

    private EmbeddedBroker(KafkaRaftServer server, String bootstrap) {
        this.server = server;
        this.bootstrap = bootstrap;
    }

    public static EmbeddedBroker start(Path dir, Ports ports) throws StartException {
        return start(dir, ports, Map.of());
    }

    /**
     * @param more settings that it has besides
     */
    public static EmbeddedBroker start(Path dir, Ports ports, Map<String, String> more) throws StartException {
        try {
            format(dir);
            KafkaRaftServer server =
                    new KafkaRaftServer(KafkaConfig.fromProps(config(dir, ports, more), false), Time.SYSTEM);
            server.startup();
            return new EmbeddedBroker(server, "127.0.0.1:" + ports.kafka());
        } catch (Exception e) {
            throw new StartException("the embedded Kafka does not start: " + e.getMessage(), e);
        }
    }

    private static void format(Path dir) throws Exception {
        Formatter formatter = new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setNodeId(Integer.parseInt(NODE))
                .setClusterId(Uuid.randomUuid().toString())
                .addDirectory(dir.toString())
                .setMetadataLogDirectory(dir.toString())
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setControllerListenerName("CONTROLLER")
                .setIgnoreFormatted(true);
        formatter.setSupportedFeatures(List.copyOf(Feature.PRODUCTION_FEATURES));
        formatter.run();
    }

    private static Properties config(Path dir, Ports ports, Map<String, String> more) {
        Properties config = new Properties();
        String kafka = "127.0.0.1:" + ports.kafka();
        String controller = "127.0.0.1:" + ports.controller();
        config.put("process.roles", "broker,controller");
        config.put("node.id", NODE);
        config.put("controller.quorum.voters", NODE + "@" + controller);
        config.put("listeners", "PLAINTEXT://" + kafka + ",CONTROLLER://" + controller);
        config.put("advertised.listeners", "PLAINTEXT://" + kafka);
        config.put("controller.listener.names", "CONTROLLER");
        config.put("inter.broker.listener.name", "PLAINTEXT");
        config.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        config.put("log.dirs", dir.toString());
        ONE_REPLICA.forEach(key -> config.put(key, "1"));
        config.put("auto.create.topics.enable", "false");
        config.put("offsets.topic.num.partitions", "4");
        config.put("transaction.state.log.num.partitions", "4");
        config.put("share.coordinator.state.topic.num.partitions", "1");
        config.put("group.initial.rebalance.delay.ms", "0");
        config.put("num.network.threads", "2");
        config.put("num.io.threads", "4");
        // The default buffer of 128 MB is for brokers that compact terabytes.
        config.put("log.cleaner.dedupe.buffer.size", "2097152");
        config.put("log.segment.bytes", "67108864");
        config.putAll(more);
        return config;
    }

    public String bootstrap() {
        return bootstrap;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
