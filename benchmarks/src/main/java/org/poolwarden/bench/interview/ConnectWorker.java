package org.poolwarden.bench.interview;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.kafka.connect.converters.ByteArrayConverter;
import org.apache.kafka.connect.storage.StringConverter;
import org.poolwarden.app.run.StartException;
import org.poolwarden.sim.SimWorld;
import org.poolwarden.xapi.transport.Fingerprint;

/** A Connect worker as Kafka ships it, in a process of its own, with one heartbeat connector of one task. */
final class ConnectWorker implements AutoCloseable {

    /** As connect-standalone.sh has them, and what decision 6 asks for on two cores. */
    private static final List<String> JVM_OPTIONS = List.of(
            "-Xms256M",
            "-Xmx2G",
            "-server",
            "-XX:+UseG1GC",
            "-XX:MaxGCPauseMillis=20",
            "-XX:InitiatingHeapOccupancyPercent=35",
            "-XX:+ExplicitGCInvokesConcurrent",
            "-Djava.util.concurrent.ForkJoinPool.common.parallelism=2");

    private final Jvm jvm;

    private ConnectWorker(Jvm jvm) {
        this.jvm = jvm;
    }

    /**
     * @param bootstrap where it finds Kafka, and {@code registry} its schemas
     * @param dir for its files; new
     */
    static ConnectWorker start(
            Variant variant, Setup setup, HostsProcess hosts, String bootstrap, String registry, Path dir)
            throws StartException {
        try {
            Files.createDirectories(dir);
            Path worker = write(dir.resolve("worker.properties"), worker(bootstrap, dir));
            Path connector = write(
                    dir.resolve("connector.properties"),
                    connector(variant, setup, hosts.fingerprint(), hosts.ports(), registry));
            List<String> options = new ArrayList<>(JVM_OPTIONS);
            options.addAll(setup.workerOptions());
            return new ConnectWorker(Jvm.start(
                    dir.resolve("worker.log"),
                    options,
                    WorkerMain.class.getName(),
                    worker.toString(),
                    connector.toString()));
        } catch (IOException e) {
            throw new StartException("the worker's files cannot be written: " + e.getMessage(), e);
        }
    }

    private static Path write(Path file, Map<String, String> config) throws IOException {
        Properties properties = new Properties();
        properties.putAll(config);
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
        return file;
    }

    private static Map<String, String> worker(String bootstrap, Path dir) {
        return Map.of(
                "bootstrap.servers",
                bootstrap,
                "listeners",
                "http://127.0.0.1:0",
                "plugin.discovery",
                "service_load",
                "key.converter",
                StringConverter.class.getName(),
                "value.converter",
                ByteArrayConverter.class.getName(),
                "offset.storage.file.filename",
                dir.resolve("offsets").toString());
    }

    static Map<String, String> connector(
            Variant variant, Setup setup, Fingerprint fingerprint, List<Integer> ports, String registry) {
        Properties config = new Properties();
        config.put("name", "heartbeat");
        config.put("connector.class", variant.connector().getName());
        config.put("tasks.max", "1");
        config.put("observer", "benchmark");
        config.put("heartbeat.ms", String.valueOf(setup.period().toMillis()));
        config.put("deadline.ms", String.valueOf(setup.deadline().toMillis()));
        config.put("schema.registry.url", registry);
        config.put("tls.fingerprints", fingerprint.toString());
        config.put(StockHeartbeatTask.THREADS, String.valueOf(setup.stockThreads()));
        List<String> pools = new ArrayList<>();
        for (int pool = 0; pool < setup.fleet().pools(); pool++) {
            String name = Fleet.poolName(pool);
            pools.add(name);
            config.put("pools." + name + ".password", SimWorld.PASSWORD);
            config.put(
                    "pools." + name + ".hosts",
                    setup.fleet().hostsOf(pool).stream()
                            .map(host -> Fleet.name(host) + "=127.0.0.1:" + ports.get(host) + "@" + Fleet.address(host))
                            .collect(Collectors.joining(",")));
        }
        config.put("pools", String.join(",", pools));
        return config.stringPropertyNames().stream().collect(Collectors.toMap(key -> key, config::getProperty));
    }

    boolean isRunning() {
        return jvm.process().isAlive();
    }

    Load load() {
        return jvm.load();
    }

    String lastWords() {
        return jvm.lastWords();
    }

    @Override
    public void close() {
        jvm.close();
    }
}
