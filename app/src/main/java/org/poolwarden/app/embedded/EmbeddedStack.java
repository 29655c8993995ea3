package org.poolwarden.app.embedded;

import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.poolwarden.app.run.CapacityApp;
import org.poolwarden.app.run.FailoverApp;
import org.poolwarden.app.run.HealthServer;
import org.poolwarden.app.run.StartException;
import org.poolwarden.app.run.StreamsApp;
import org.poolwarden.capacity.stream.CapacitySettings;
import org.poolwarden.failover.Tolerance;
import org.poolwarden.schema.topic.Topics;
import org.poolwarden.schema.wire.WireCodec;

/**
 * Everything poolwarden needs, in this process: a Kafka broker, a schema registry, a Connect worker, and the failover
 * application. Not for production: one replica, data in a directory that nobody backs up.
 */
public final class EmbeddedStack implements AutoCloseable {

    private static final int PARTITIONS = 4;

    private final Topics topics = new Topics(Topics.DEFAULT_PREFIX, PARTITIONS);
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Parts parts = new Parts();
    private final Consumer<String> progress;
    private EmbeddedBroker broker;
    private EmbeddedRegistry registry;
    private EmbeddedConnect connect;
    private SecretFile secrets;
    private HealthServer health;

    private EmbeddedStack(Consumer<String> progress) {
        this.progress = progress;
    }

    /**
     * Starts all parts and returns when they run.
     *
     * @param dir for data; new
     * @param progress gets a sentence for each part
     * @throws StartException for the first part that does not start; those before it are stopped again
     */
    public static EmbeddedStack start(Path dir, Ports ports, Tolerance tolerance, Consumer<String> progress)
            throws StartException, InterruptedException {
        EmbeddedStack stack = new EmbeddedStack(progress);
        try {
            stack.startParts(dir, ports, tolerance);
            return stack;
        } catch (StartException | InterruptedException | RuntimeException e) {
            stack.close();
            throw e;
        }
    }

    private void startParts(Path dir, Ports ports, Tolerance tolerance) throws StartException, InterruptedException {
        broker = part(EmbeddedBroker.start(dir.resolve("kafka"), ports), "Kafka on 127.0.0.1:" + ports.kafka());
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
            topics.create(admin, (short) 1);
        }
        registry = part(
                EmbeddedRegistry.start(broker.bootstrap(), ports.registry()),
                "schema registry on 127.0.0.1:" + ports.registry());
        FailoverApp.Settings settings =
                new FailoverApp.Settings("embedded", dir.resolve("streams"), tolerance, meters, Map.of());
        StreamsApp failover = FailoverApp.start("failover", broker.bootstrap(), topics, codec(), settings, () -> {});
        parts.add(failover);
        StreamsApp capacity = CapacityApp.start(
                "capacity",
                broker.bootstrap(),
                topics,
                codec(),
                new CapacityApp.Settings(
                        "embedded", dir.resolve("streams"), CapacitySettings.DEFAULT, meters, Map.of()),
                () -> {});
        parts.add(capacity);
        secrets = SecretFile.in(dir);
        connect = part(
                EmbeddedConnect.start(broker.bootstrap(), ports.connect(), secrets.dir()),
                "Kafka Connect on 127.0.0.1:" + ports.connect());
        failover.awaitRunning();
        progress.accept("failover topology");
        capacity.awaitRunning();
        progress.accept("capacity topology");
        new JvmMemoryMetrics().bindTo(meters);
        health = part(
                HealthServer.start(
                        InetAddress.getLoopbackAddress(), ports.health(), meters, failover::isAlive, failover::isReady),
                "metrics on 127.0.0.1:" + ports.health());
    }

    private <P extends AutoCloseable> P part(P started, String what) {
        parts.add(started);
        progress.accept(what);
        return started;
    }

    /** Creates a connector and returns when its tasks run. */
    public void connector(String name, Map<String, String> config) throws StartException, InterruptedException {
        connect.run(name, config);
        progress.accept("connector " + name);
    }

    /** Creates a connector that does nothing before it is resumed. */
    public void pausedConnector(String name, Map<String, String> config) throws StartException, InterruptedException {
        connect.prepare(name, config);
        progress.accept("connector " + name + ", paused");
    }

    /** Lets a connector that is paused or stopped run, and returns when its tasks do. */
    public void resumeConnector(String name) throws StartException, InterruptedException {
        connect.resume(name);
    }

    /** Stops a connector and returns when its tasks are gone; its offsets stay. */
    public void stopConnector(String name) throws StartException, InterruptedException {
        connect.stop(name);
    }

    /** Keeps a secret for connectors' configurations, in a file that only this user can read. */
    public void keepSecret(String name, String value) throws StartException {
        secrets.keep(name, value);
    }

    /** What stands for a secret in a connector's configuration. */
    public String secret(String name) {
        return secrets.reference(name);
    }

    public String bootstrap() {
        return broker.bootstrap();
    }

    public String registryUrl() {
        return registry.url();
    }

    public String connectUrl() {
        return connect.url();
    }

    public String healthUrl() {
        return health.url();
    }

    public Topics topics() {
        return topics;
    }

    /** A codec of its own: serializers are not shared. */
    public WireCodec codec() {
        return WireCodec.at(registry.url());
    }

    /** Stops the parts in the reverse order of their start. */
    @Override
    public void close() {
        parts.close();
        meters.close();
    }
}
