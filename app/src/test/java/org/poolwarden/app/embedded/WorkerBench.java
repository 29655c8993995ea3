package org.poolwarden.app.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.poolwarden.schema.topic.Topic;
import org.poolwarden.schema.topic.Topics;
import org.poolwarden.schema.wire.WireCodec;
import org.poolwarden.sim.PoolSpec;
import org.poolwarden.sim.RealClock;
import org.poolwarden.sim.SimHost;
import org.poolwarden.sim.SimWorld;
import org.poolwarden.sim.http.SimFace;
import org.poolwarden.sim.workload.Workloads;

/** A broker, a registry and simulated pools in this process, for Connect workers in others. */
final class WorkerBench implements AutoCloseable {

    private static final int XAPI = 8;

    final Topics topics = new Topics(Topics.DEFAULT_PREFIX, 1);
    final RealClock clock = new RealClock();
    final SimWorld world = new SimWorld(clock, 1);
    private final Deque<Runnable> ends = new ArrayDeque<>();
    private final Path dir;
    private final PluginArchive plugins;
    private EmbeddedBroker broker;
    private EmbeddedRegistry registry;
    private SimFace face;
    private int workers;
    private int firstPort;

    private WorkerBench(Path dir, PluginArchive plugins) {
        this.dir = dir;
        this.plugins = plugins;
    }

    /**
     * @param pools names of hosts, of which the first is master, by the pool's name
     */
    static WorkerBench open(Path dir, PluginArchive plugins, Map<String, List<String>> pools) throws Exception {
        WorkerBench bench = new WorkerBench(dir, plugins);
        try {
            bench.start(pools);
            return bench;
        } catch (Exception | AssertionError e) {
            bench.close();
            throw e;
        }
    }

    private void start(Map<String, List<String>> pools) throws Exception {
        ends.push(clock::close);
        int number = 0;
        for (Map.Entry<String, List<String>> pool : pools.entrySet()) {
            Map<String, String> addresses = new LinkedHashMap<>();
            for (String host : pool.getValue()) {
                addresses.put(host, SimFace.loopback(number));
                number++;
            }
            world.add(PoolSpec.of(pool.getKey(), addresses).withWorkload(Workloads.constant(100, 0.2)));
        }
        firstPort = free(XAPI + 2);
        Ports ports = Ports.from(firstPort);
        broker = EmbeddedBroker.start(dir.resolve("kafka"), ports);
        ends.push(broker::close);
        registry = EmbeddedRegistry.start(broker.bootstrap(), ports.registry());
        ends.push(registry::close);
        // One port on every address, as real hosts have it: those that are only listed are looked for there.
        face = SimFace.open(world, clock, "rack-a", firstPort + XAPI);
        ends.push(face::close);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
            topics.create(admin, (short) 1);
        }
    }

    /** Starts one more worker, which need not answer yet. */
    ConnectWorker worker() throws IOException {
        workers++;
        ConnectWorker worker = ConnectWorker.start(dir, plugins.dir(), broker.bootstrap(), firstPort + 4 + workers);
        ends.push(worker::close);
        return worker;
    }

    /**
     * A configuration for the source connector of one pool.
     *
     * @param kind heartbeat, event or disk
     */
    Map<String, String> source(String kind, String pool) {
        List<String> hosts = new ArrayList<>();
        for (SimHost host : world.pools().stream()
                .filter(simulated -> simulated.name().equals(pool))
                .findFirst()
                .orElseThrow()
                .hosts()) {
            hosts.add(host.name() + "=" + host.address() + ":" + face.xapi(host).getPort());
        }
        Map<String, String> config = new HashMap<>();
        config.put(
                "connector.class",
                "org.poolwarden.connect." + kind + "." + kind.substring(0, 1).toUpperCase() + kind.substring(1)
                        + "Connector");
        config.put("pools", pool);
        config.put("pools." + pool + ".hosts", String.join(",", hosts));
        config.put("pools." + pool + ".password", SimWorld.PASSWORD);
        config.put("tls.fingerprints", face.fingerprint());
        config.put("schema.registry.url", registry.url());
        config.put("heartbeat.ms", "2000");
        config.put("deadline.ms", "1000");
        if (kind.equals("heartbeat")) {
            config.put("observer", "rack-a");
        }
        if (kind.equals("disk")) {
            config.put("disk.poll.ms", "1000");
        }
        return config;
    }

    /** Follows what is committed in a topic, from its beginning. */
    <V extends SpecificRecord> TopicTail<V> tail(Topic<V> topic) {
        TopicTail<V> tail = new TopicTail<>(
                broker.bootstrap(), topic.name(), WireCodec.at(registry.url()).deserializer(topic));
        ends.push(tail::close);
        return tail;
    }

    @Override
    public void close() {
        while (!ends.isEmpty()) {
            ends.pop().run();
        }
    }

    /** The first of {@code count} ports that were free a moment ago, one after the other. */
    private static int free(int count) throws IOException {
        for (int port = 21_000; port < 31_000; port += 100) {
            boolean all = true;
            for (int i = 0; i < count && all; i++) {
                try (ServerSocket probe = new ServerSocket(port + i, 1, InetAddress.getLoopbackAddress())) {
                    all = probe.isBound();
                } catch (IOException e) {
                    all = false;
                }
            }
            if (all) {
                return port;
            }
        }
        throw new IOException("no free ports");
    }
}
