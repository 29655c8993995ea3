package org.poolwarden.connect;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.poolwarden.connect.pool.PoolAccess;
import org.poolwarden.connect.pool.PoolHost;
import org.poolwarden.sim.PoolSpec;
import org.poolwarden.sim.RealClock;
import org.poolwarden.sim.SimHost;
import org.poolwarden.sim.SimWorld;
import org.poolwarden.sim.Timing;
import org.poolwarden.sim.http.SimFace;
import org.poolwarden.sim.workload.Workloads;
import org.poolwarden.xapi.Credentials;
import org.poolwarden.xapi.HostEndpoint;
import org.poolwarden.xapi.XapiClient;
import org.poolwarden.xapi.XapiException;
import org.poolwarden.xapi.redfish.BmcEndpoint;
import org.poolwarden.xapi.redfish.RedfishClient;
import org.poolwarden.xapi.rrd.HttpsMetricsReader;
import org.poolwarden.xapi.rrd.MetricsReader;
import org.poolwarden.xapi.transport.BoundedHttp;
import org.poolwarden.xapi.transport.Fingerprint;
import org.poolwarden.xapi.transport.HttpsXapiTransport;
import org.poolwarden.xapi.transport.TlsTrust;

/** A simulated pool on loopback in real time, in which everything is quick, and real clients for it. */
public final class Laboratory implements AutoCloseable {

    public static final Credentials ROOT = new Credentials(SimWorld.USER, SimWorld.PASSWORD);
    public static final String OBSERVER = "rack-a";
    /** Long enough for a slow machine; nothing waits for it that goes as it should. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Timing QUICK =
            new Timing(Duration.ofMillis(300), Duration.ofMillis(300), Duration.ofMillis(300), Duration.ofSeconds(1));

    public final RealClock clock = new RealClock();
    public final SimWorld world = new SimWorld(clock, 1);
    public final SimFace face;
    public final XapiClient client;
    public final RedfishClient power;
    public final MetricsReader metrics;
    private final BoundedHttp http;

    /** A pool named closet; the first host is master. */
    public Laboratory(String... hosts) throws IOException {
        Map<String, String> addresses = new LinkedHashMap<>();
        for (String host : hosts) {
            addresses.put(host, "10.0.0." + (addresses.size() + 11));
        }
        world.add(PoolSpec.of("closet", addresses)
                .withBmc(Set.of(hosts))
                .withTiming(QUICK)
                .withWorkload(Workloads.constant(100, 0.2)));
        face = SimFace.open(world, clock, OBSERVER, 0);
        http = new BoundedHttp(trust());
        client = new XapiClient(new HttpsXapiTransport(http));
        power = new RedfishClient(http);
        metrics = new HttpsMetricsReader(http);
    }

    private TlsTrust trust() {
        Map<String, Set<Fingerprint>> pins = new LinkedHashMap<>();
        Set<Fingerprint> pin = Set.of(Fingerprint.parse(face.fingerprint()));
        access().hosts().forEach(host -> {
            pins.put(host.endpoint().authority(), pin);
            host.bmc().ifPresent(bmc -> pins.put(bmc.base().getAuthority(), pin));
        });
        return TlsTrust.pinned(pins);
    }

    public PoolAccess access() {
        List<PoolHost> hosts = world.pools().get(0).hosts().stream()
                .map(host -> new PoolHost(
                        endpoint(host.name()),
                        host.address(),
                        Optional.of(new BmcEndpoint(URI.create("https://" + authority(face.bmc(host))), ROOT))))
                .toList();
        return new PoolAccess("closet", hosts, ROOT);
    }

    public HostEndpoint endpoint(String host) {
        InetSocketAddress address = face.xapi(world.host(host));
        return new HostEndpoint(host, address.getAddress().getHostAddress(), address.getPort());
    }

    private static String authority(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    /** Uuid of the storage that all hosts share. */
    public String storageUuid() {
        return world.pools().get(0).storageUuidOn(host("alpha"));
    }

    public SimHost host(String name) {
        return world.host(name);
    }

    /** Runs {@code action} on the world's thread, and waits for it. */
    public void happens(Runnable action) {
        ask(() -> {
            action.run();
            return true;
        });
    }

    /** Asks the world on its own thread. */
    public <T> T ask(Supplier<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        clock.after(Duration.ZERO, () -> answer.complete(question.get()));
        return answer(answer);
    }

    /** The value of a stage. */
    public static <T> T answer(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("no answer: " + e, e);
        }
    }

    /** What a stage fails with. */
    public static XapiException trouble(CompletionStage<?> stage) {
        try {
            Object value = stage.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            throw new AssertionError("expected a failure, got " + value);
        } catch (ExecutionException e) {
            return XapiException.of(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("neither value nor failure: " + e, e);
        }
    }

    @Override
    public void close() {
        http.close();
        face.close();
        clock.close();
    }
}
