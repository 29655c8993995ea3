package org.poolwarden.app.rehearse;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.poolwarden.connect.pool.PoolAccess;
import org.poolwarden.connect.pool.PoolHost;
import org.poolwarden.sim.GuestSpec;
import org.poolwarden.sim.PoolSpec;
import org.poolwarden.sim.SimNetwork;
import org.poolwarden.sim.SimWorld;
import org.poolwarden.sim.Storage;
import org.poolwarden.sim.Timing;
import org.poolwarden.xapi.Credentials;
import org.poolwarden.xapi.HostEndpoint;
import org.poolwarden.xapi.redfish.BmcEndpoint;

/** Where the cast of a scenario stands in the simulated world. */
final class Places {

    private static final int HTTPS = 443;
    private static final Credentials ROOT = new Credentials(SimWorld.USER, SimWorld.PASSWORD);

    /** Which address the n-th host of the m-th pool has. */
    interface Addressing {
        String of(int pool, int host);
    }

    private final Cast cast;
    private final Addressing addressing;

    /** In virtual time every pool has a network of its own. */
    Places(Cast cast) {
        this(cast, (pool, host) -> "10." + (pool + 1) / 250 + "." + (pool + 1) % 250 + "." + (host + 11));
    }

    Places(Cast cast, Addressing addressing) {
        this.cast = cast;
        this.addressing = addressing;
    }

    /** Names of hosts by address; pools have networks of their own, so an address is unique. */
    Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        cast.pools().forEach(pool -> addresses(pool).forEach((host, address) -> names.put(address, host)));
        return names;
    }

    String address(HostName host) {
        PoolPlan pool = cast.pools().stream()
                .filter(plan -> plan.name().equals(host.pool()))
                .findFirst()
                .orElseThrow();
        return addresses(pool).get(host.host());
    }

    PoolSpec spec(PoolPlan plan) {
        return PoolSpec.of(plan.name(), addresses(plan))
                .withHaArmed(plan.haArmed())
                .withBmc(plan.bmc())
                .withStorage(Storage.valueOf(plan.storage().toUpperCase(Locale.ROOT)))
                .withGuests(new GuestSpec(
                        plan.vms(),
                        plan.restartVms(),
                        plan.manner().workload(),
                        plan.manner().intelliCache()))
                .withRelease(plan.manner().release())
                .withTiming(Timing.REAL.withBoot(plan.boot()));
    }

    PoolAccess access(PoolPlan plan) {
        Map<String, String> addresses = addresses(plan);
        List<PoolHost> hosts = plan.hosts().stream()
                .map(host -> new PoolHost(
                        new HostEndpoint(host, addresses.get(host), HTTPS),
                        addresses.get(host),
                        bmc(plan, host, addresses.get(host))))
                .toList();
        return new PoolAccess(plan.name(), hosts, ROOT);
    }

    private static Optional<BmcEndpoint> bmc(PoolPlan plan, String host, String address) {
        return plan.bmc().contains(host)
                ? Optional.of(new BmcEndpoint(URI.create("bmc://" + address), ROOT))
                : Optional.empty();
    }

    boolean isObserver(String word) {
        return cast.observers().contains(word);
    }

    /** One end of a network path, as the world names it. */
    String place(String word) {
        if (word.equals(SimNetwork.EVERYWHERE) || isObserver(word)) {
            return word;
        }
        return word.startsWith("bmc:")
                ? "bmc:" + host(word.substring("bmc:".length()))
                : host(word).toString();
    }

    /** The host that a checked word means. */
    HostName host(String word) {
        return cast.hosts().stream()
                .filter(name -> name.host().equals(word) || name.toString().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the reader let an unknown host pass: " + word));
    }

    private Map<String, String> addresses(PoolPlan plan) {
        int pool = cast.pools().indexOf(plan);
        Map<String, String> addresses = new LinkedHashMap<>();
        for (int i = 0; i < plan.hosts().size(); i++) {
            addresses.put(plan.hosts().get(i), addressing.of(pool, i));
        }
        return addresses;
    }

    /** D for a given H: two seconds, or less where the heartbeat is quicker. */
    static Duration deadline(Duration heartbeat) {
        Duration scaled = heartbeat.multipliedBy(2).dividedBy(5);
        return scaled.compareTo(Duration.ofSeconds(2)) < 0 ? scaled : Duration.ofSeconds(2);
    }
}
