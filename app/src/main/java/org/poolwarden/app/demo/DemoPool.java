package org.poolwarden.app.demo;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.poolwarden.app.embedded.SimulatedKeys;
import org.poolwarden.app.run.StartException;
import org.poolwarden.sim.PoolSpec;
import org.poolwarden.sim.RealClock;
import org.poolwarden.sim.SimEvent;
import org.poolwarden.sim.SimHost;
import org.poolwarden.sim.SimPool;
import org.poolwarden.sim.SimWorld;
import org.poolwarden.sim.Timing;
import org.poolwarden.sim.http.SimFace;

/** Simulated hosts that speak XAPI over HTTPS on loopback, in real time, and boot in seconds. */
public final class DemoPool implements AutoCloseable {

    static final String POOL = "closet";
    static final String OBSERVER = "rack-a";
    static final Duration HEARTBEAT = Duration.ofSeconds(2);
    static final Duration DEADLINE = Duration.ofSeconds(1);

    private static final Timing QUICK =
            new Timing(Duration.ofSeconds(5), Duration.ofSeconds(4), Duration.ofSeconds(3), Duration.ofSeconds(4));

    private final RealClock clock;
    private final SimWorld world;
    private final SimPool pool;
    private final SimFace face;

    private DemoPool(RealClock clock, List<String> hosts, UnaryOperator<PoolSpec> more, Consumer<SimEvent> events)
            throws IOException {
        this.clock = clock;
        this.world = new SimWorld(clock, 1);
        Map<String, String> addresses = new LinkedHashMap<>();
        hosts.forEach(host -> addresses.put(host, "10.0.0." + (addresses.size() + 11)));
        pool = world.add(more.apply(
                PoolSpec.of(POOL, addresses).withBmc(addresses.keySet()).withTiming(QUICK)));
        face = SimFace.open(world, clock, OBSERVER, 0);
        world.onChange(events);
    }

    /**
     * @param hosts their names; the first is master
     * @param events gets what happens in the world, on its thread
     */
    public static DemoPool open(List<String> hosts, Consumer<SimEvent> events) throws StartException {
        return open(new RealClock(), hosts, spec -> spec, events);
    }

    /**
     * As above, in a time of its own.
     *
     * @param more what else is said of the pool
     */
    static DemoPool open(RealClock clock, List<String> hosts, UnaryOperator<PoolSpec> more, Consumer<SimEvent> events)
            throws StartException {
        try {
            return new DemoPool(clock, hosts, more, events);
        } catch (IOException e) {
            throw new StartException("the simulated hosts do not start: " + e.getMessage(), e);
        }
    }

    /** Names of the hosts by the address that other hosts know them by. */
    Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        pool.hosts().forEach(host -> names.put(host.address(), host.name()));
        return names;
    }

    /**
     * Configuration keys of this pool for any of the connectors.
     *
     * @param password what stands for the password, for example a config provider's {@code ${file:...}}
     */
    public Map<String, String> config(String password) {
        Map<String, String> config = new HashMap<>(SimulatedKeys.pool(pool, face, password));
        config.put("pools", POOL);
        config.put("tls.fingerprints", face.fingerprint());
        config.put("heartbeat.ms", String.valueOf(HEARTBEAT.toMillis()));
        config.put("deadline.ms", String.valueOf(DEADLINE.toMillis()));
        return config;
    }

    /** Where a host speaks XAPI. */
    String xapi(String host) {
        return "https://" + SimulatedKeys.authority(face.xapi(world.host(host)));
    }

    /** Uuid of the storage that all disks lie on. */
    String storage() {
        return pool.storageUuidOn(pool.hosts().get(0));
    }

    /** Lets the world live so many times as fast, until then. */
    void hurry(int times, Instant until) {
        clock.hurry(times, until);
    }

    /** Makes something happen in the world, and waits until it has. */
    public void happens(Consumer<SimWorld> event) {
        on(() -> {
            event.accept(world);
            return world;
        });
    }

    /** Cuts some hosts off: from the others, and from the observer. Their BMCs have a network of their own. */
    void cut(List<String> some, List<String> others) {
        happens(changed -> {
            for (String host : some) {
                String place = changed.host(host).place();
                changed.network().cut(OBSERVER, place);
                others.forEach(other ->
                        changed.network().cut(place, changed.host(other).place()));
            }
        });
    }

    /** Names of the hosts that hold themselves for the master. */
    public List<String> masters() {
        return on(() -> pool.masters().stream().map(SimHost::name).toList());
    }

    public List<String> followersOf(String host) {
        return on(() ->
                pool.followersOf(world.host(host)).stream().map(SimHost::name).toList());
    }

    private <T> T on(Supplier<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        clock.after(Duration.ZERO, () -> {
            try {
                answer.complete(question.get());
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        return answer.join();
    }

    @Override
    public void close() {
        face.close();
        clock.close();
    }
}
