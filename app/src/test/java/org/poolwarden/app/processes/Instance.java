package org.poolwarden.app.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.poolwarden.app.Poolwarden;

/** {@code poolwarden run}, again and again: one name, one configuration and one state directory over all its lives. */
final class Instance implements AutoCloseable {

    static final String APPLICATION = "failover";
    private static final String RUNS = "failover and capacity run on \\S+; metrics on (\\S+)";

    private final String name;
    private final Path dir;
    private final Path config;
    private Child process;
    private int lives;

    /**
     * @param more keys of its configuration beside those without which it does not start
     */
    Instance(Broker broker, String name, Path dir, Map<String, String> more) {
        this.name = name;
        this.dir = dir;
        this.config = dir.resolve(name + ".properties");
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "bootstrap.servers",
                broker.bootstrap(),
                "schema.registry.url",
                broker.registry(),
                "state.dir",
                dir.resolve(name).toString(),
                "application.id",
                APPLICATION,
                "instance",
                name,
                "replication.factor",
                "1",
                "metrics.port",
                "0"));
        properties.putAll(more);
        try (Writer writer = Files.newBufferedWriter(config)) {
            properties.store(writer, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return name;
    }

    /** Begins another life and does not wait. */
    Child start() {
        lives++;
        process = Child.start(
                dir.resolve(name + "-" + lives + ".log"), Poolwarden.class, "run", "--config", config.toString());
        return process;
    }

    /** Waits until it runs. */
    Instance awaitRunning() {
        process.awaitLine(RUNS);
        return this;
    }

    boolean isRunning() {
        return process != null && process.isAlive() && process.count(RUNS) > 0;
    }

    /** Where it answers to probes, while it runs. */
    String url() {
        return process.awaitLine(RUNS).group(1);
    }

    Child process() {
        return process;
    }

    int lives() {
        return lives;
    }

    void kill() {
        process.kill();
    }

    int stop() {
        return process.stop();
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
    }
}
