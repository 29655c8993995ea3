package org.poolwarden.bench.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.poolwarden.app.embedded.EmbeddedBroker;
import org.poolwarden.app.embedded.EmbeddedRegistry;
import org.poolwarden.app.embedded.Ports;
import org.poolwarden.app.run.StartException;
import org.poolwarden.schema.wire.WireCodec;

/** A broker and a registry of a benchmark's own, in this process; what they wrote is gone when it is closed. */
public final class Lab implements AutoCloseable {

    private final Path dir;
    private final EmbeddedBroker broker;
    private final EmbeddedRegistry registry;
    private final Admin admin;

    private Lab(Path dir, EmbeddedBroker broker, EmbeddedRegistry registry) {
        this.dir = dir;
        this.broker = broker;
        this.registry = registry;
        this.admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()));
    }

    public static Lab open(String name) throws StartException, InterruptedException, IOException {
        Path dir = Files.createTempDirectory("poolwarden-" + name);
        Ports ports = Ports.free();
        EmbeddedBroker broker = EmbeddedBroker.start(dir.resolve("kafka"), ports);
        return new Lab(dir, broker, EmbeddedRegistry.start(broker.bootstrap(), ports.registry()));
    }

    /**
     * Lets the broker take records of any time to come, in whatever topic: event time may run hours ahead of the clock,
     * and what is made of such records, findings and changelogs, has their time.
     */
    public void takeTimesAhead() throws InterruptedException {
        ConfigEntry forever = new ConfigEntry("log.message.timestamp.after.max.ms", String.valueOf(Long.MAX_VALUE));
        try {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.BROKER, ""),
                            List.of(new AlterConfigOp(forever, AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker does not take records of times to come", e);
        }
    }

    public String bootstrap() {
        return broker.bootstrap();
    }

    public Admin admin() {
        return admin;
    }

    /** Where the registry is, for who must make a codec of his own. */
    public String registry() {
        return registry.url();
    }

    /** A codec that shares no cache with others. */
    public WireCodec codec() {
        return WireCodec.at(registry.url());
    }

    public Path dir(String name) {
        return dir.resolve(name);
    }

    @Override
    public void close() {
        admin.close();
        registry.close();
        broker.close();
        try (Stream<Path> walk = Files.walk(dir)) {
            List<Path> files = walk.sorted(Comparator.reverseOrder()).toList();
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + dir, e);
        }
    }
}
