package org.poolwarden.sim.interop;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.poolwarden.sim.PoolSpec;
import org.poolwarden.sim.RealClock;
import org.poolwarden.sim.SimHost;
import org.poolwarden.sim.SimWorld;
import org.poolwarden.sim.Timing;
import org.poolwarden.sim.http.SimFace;
import org.poolwarden.sim.http.SimFace.Wire;

/** A pool of two hosts on loopback that call each other by the addresses on which they are reached, as real hosts do. */
final class Closet implements AutoCloseable {

    static final String ALPHA = SimFace.loopback(0);
    static final String BETA = SimFace.loopback(1);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final RealClock clock = new RealClock();
    private final SimWorld world = new SimWorld(clock, 1);
    private final int port;
    private final SimFace face;

    Closet(Wire wire) throws IOException {
        Map<String, String> addresses = new LinkedHashMap<>();
        addresses.put("alpha", ALPHA);
        addresses.put("beta", BETA);
        Timing quick = new Timing(
                Duration.ofMillis(100), Duration.ofMillis(100), Duration.ofMillis(100), Duration.ofMillis(100));
        world.add(PoolSpec.of("closet", addresses)
                .withVms(Map.of("alpha", 1, "beta", 2), Map.of())
                .withTiming(quick));
        port = freePort();
        face = SimFace.open(world, clock, "rack-a", port, wire);
    }

    /** The same one on each of the hosts' addresses; the one after it is their BMCs'. */
    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getByName(ALPHA))) {
            return probe.getLocalPort();
        }
    }

    int port() {
        return port;
    }

    /** Lets something happen to a host, and waits until {@code what} has been told. */
    void happens(String host, Consumer<SimHost> verb, String what) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        clock.after(Duration.ZERO, () -> {
            world.onChange(event -> {
                if (event.what().equals(what)) {
                    done.countDown();
                }
            });
            verb.accept(world.host(host));
        });
        if (!done.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("it never came to this: " + what);
        }
    }

    @Override
    public void close() {
        face.close();
        clock.close();
    }
}
