package org.poolwarden.sim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Pools, their hosts, and the network between them and their observers.
 *
 * <p>Everything happens on the clock's thread, and everything but the constructor is called there.
 */
public final class SimWorld {

    /** The account that every simulated host knows. */
    public static final String USER = "root";

    public static final String PASSWORD = "simulated";

    private final SimClock clock;
    private final SimNetwork network;
    private final Map<String, SimPool> pools = new LinkedHashMap<>();
    private final List<Consumer<SimEvent>> listeners = new ArrayList<>();

    /**
     * @param seed of latencies and losses: the same seed tells the same story
     */
    public SimWorld(SimClock clock, long seed) {
        this.clock = clock;
        this.network = new SimNetwork(clock, new Random(seed));
        this.network.onChange(() -> tell("", "", "network changed"));
    }

    /** A pool that has been settled for long. */
    public SimPool add(PoolSpec spec) {
        if (pools.containsKey(spec.name())) {
            throw new IllegalArgumentException("there is already a pool named " + spec.name());
        }
        SimPool pool = new SimPool(this, spec);
        pools.put(spec.name(), pool);
        pool.begin();
        return pool;
    }

    public SimNetwork network() {
        return network;
    }

    public List<SimPool> pools() {
        return List.copyOf(pools.values());
    }

    /**
     * @throws IllegalArgumentException when there is no such host, or when the name is in several pools
     */
    public SimHost host(String name) {
        List<SimHost> meant = pools.values().stream()
                .flatMap(pool -> pool.hosts().stream())
                .filter(host -> host.name().equals(name) || host.place().equals(name))
                .toList();
        if (meant.size() != 1) {
            throw new IllegalArgumentException(
                    meant.isEmpty() ? "no host named " + name : name + " is in several pools: write pool/host");
        }
        return meant.get(0);
    }

    /** The host that has {@code address}; empty when nobody has. */
    public Optional<SimHost> at(String address) {
        return pools.values().stream()
                .flatMap(pool -> pool.hosts().stream())
                .filter(host -> host.address().equals(address))
                .findFirst();
    }

    /** What a new connection from {@code from} to port 443 of {@code address} meets now. */
    public Reach reach(String from, String address) {
        return at(address)
                .filter(host -> host.isUp() && network.connects(from, host.place()))
                .map(host -> host.toolstack().isListening() ? Reach.OPEN : Reach.CLOSED_AFTER_TLS)
                .orElse(Reach.NOTHING);
    }

    /**
     * One XAPI call on an open connection.
     *
     * @param from the place that asks
     * @param method dotted, for example {@code pool.is_slave}
     * @return completes on the clock's thread; never while the host is silent or the path is cut
     */
    public CompletionStage<SimAnswer> ask(String from, String address, String method, List<Object> params) {
        return exchange(from, address, toolstack -> toolstack.serve(method, params));
    }

    /**
     * {@code GET /rrd_updates} on an open connection.
     *
     * @return a {@link MetricsTable}, or a failure whose code is 401 or 500; as {@link #ask} where nothing is said
     */
    public CompletionStage<SimAnswer> metrics(String from, String address, MetricsQuery query, Access access) {
        return exchange(from, address, toolstack -> toolstack.serve(query, access));
    }

    private CompletionStage<SimAnswer> exchange(
            String from, String address, Function<Toolstack, CompletionStage<SimAnswer>> question) {
        CompletableFuture<SimAnswer> answer = new CompletableFuture<>();
        Optional<SimHost> to = at(address);
        if (to.isEmpty() || network.loses(from, to.get().place())) {
            return answer;
        }
        SimHost host = to.get();
        clock.after(network.latency(from, host.place()), () -> {
            if (host.isUp() && network.carries(from, host.place())) {
                question.apply(host.toolstack()).thenAccept(said -> carryBack(host, from, said, answer));
            }
        });
        return answer;
    }

    private void carryBack(SimHost host, String to, SimAnswer said, CompletableFuture<SimAnswer> answer) {
        clock.after(network.latency(host.place(), to), () -> {
            if (host.isUp() && network.carries(host.place(), to)) {
                answer.complete(said);
            }
        });
    }

    /** The power of a host, read from its BMC; never completes when there is none, or when it is dead or cut off. */
    public CompletionStage<SimPower> power(String from, String address) {
        CompletableFuture<SimPower> answer = new CompletableFuture<>();
        at(address).filter(host -> host.hasBmc()).ifPresent(host -> {
            String bmc = "bmc:" + host.place();
            clock.after(network.latency(from, bmc).plus(network.latency(bmc, from)), () -> {
                if (host.isBmcAlive() && network.connects(from, bmc)) {
                    answer.complete(host.isPowered() ? SimPower.ON : SimPower.OFF);
                }
            });
        });
        return answer;
    }

    /** Switches a host by its BMC: completes when that has taken the order; never when {@link #power} would not. */
    public CompletionStage<SimPower> switchPower(String from, String address, SimPower wanted) {
        return power(from, address).thenApply(before -> {
            SimHost host = at(address).orElseThrow();
            if (wanted == SimPower.ON) {
                host.powerOn();
            } else {
                host.powerOff();
            }
            return wanted;
        });
    }

    /** Whether the BMC of a host would answer. */
    public boolean reachesBmc(String from, String address) {
        return at(address)
                .filter(host -> host.hasBmc() && host.isBmcAlive() && network.connects(from, "bmc:" + host.place()))
                .isPresent();
    }

    /** Tells {@code listener} of everything that happens from now on, in order. */
    public void onChange(Consumer<SimEvent> listener) {
        listeners.add(listener);
    }

    /** VMs that run on two hosts at this moment: the harm that must never be done. */
    public int doubleWriters() {
        return pools.values().stream()
                .mapToInt(pool -> pool.doubleWriters().size())
                .sum();
    }

    void tell(String pool, String host, String what) {
        SimEvent event = new SimEvent(clock.now(), pool, host, what);
        List.copyOf(listeners).forEach(listener -> listener.accept(event));
    }

    SimClock clock() {
        return clock;
    }
}
