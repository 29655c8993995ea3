package org.poolwarden.sim;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** One pool of the world, and the truth about it. */
public final class SimPool {

    /** A database that has lived for a while. */
    static final long FIRST_GENERATION = 100_000;

    private final SimWorld world;
    private final PoolSpec spec;
    private final List<SimHost> hosts;
    private final List<Guest> guests;

    SimPool(SimWorld world, PoolSpec spec) {
        this.world = world;
        this.spec = spec;
        this.guests =
                spec.hosts().stream().flatMap(host -> guests(host).stream()).toList();
        this.hosts = spec.hosts().stream()
                .map(name -> new SimHost(world, this, name, spec.addresses().get(name)))
                .toList();
    }

    void begin() {
        hosts.forEach(host -> host.begin(hosts.get(0)));
    }

    public String name() {
        return spec.name();
    }

    public PoolSpec spec() {
        return spec;
    }

    public List<SimHost> hosts() {
        return hosts;
    }

    /** Every VM that was made in this pool. */
    List<Guest> guests() {
        return guests;
    }

    private List<Guest> guests(String host) {
        int restarting = spec.guests().restartingOn(host);
        return IntStream.rangeClosed(1, spec.guests().runningOn(host))
                .mapToObj(i -> new Guest(host + "-vm" + i, host, i <= restarting, i <= restarting ? i : 0))
                .toList();
    }

    /** Reference of the storage that holds the disks of a host's VMs. */
    String storageOn(SimHost host) {
        return storageRef(host.name());
    }

    String storageOf(Guest guest) {
        return storageRef(guest.home());
    }

    private String storageRef(String host) {
        return spec.storage().isShared() ? Ids.ref("sr", name()) : Ids.ref("sr", name(), host);
    }

    /** Uuid of the storage that holds the disks of a host's VMs. */
    public String storageUuidOn(SimHost host) {
        return spec.storage().isShared() ? Ids.uuid("sr", name()) : Ids.uuid("sr", name(), host.name());
    }

    Optional<SimHost> host(String name) {
        return hosts.stream().filter(host -> host.name().equals(name)).findFirst();
    }

    public String uuid() {
        return Ids.uuid("pool", spec.name());
    }

    /** Hosts that are up and hold themselves for the master. */
    public List<SimHost> masters() {
        return hosts.stream()
                .filter(host -> host.isUp() && host.toolstack().isMaster())
                .toList();
    }

    /** Hosts whose toolstack answers, whatever its role: it is neither stopped, starting nor hung. */
    public List<SimHost> answering() {
        return hosts.stream()
                .filter(host -> host.isUp() && host.toolstack().isAnswering())
                .toList();
    }

    /** Hosts that are up and connected to {@code master} as their master. */
    public List<SimHost> followersOf(SimHost master) {
        return hosts.stream()
                .filter(host -> host.isUp() && host.toolstack().follows(master))
                .toList();
    }

    /** Arms or disarms XenServer's HA on every host. */
    public void setHaArmed(boolean armed) {
        hosts.forEach(host -> {
            host.setHaArmed(armed);
            host.toolstack().database().setHaEnabled(armed);
        });
        world.tell(name(), "", armed ? "HA armed" : "HA disarmed");
    }

    /** Whether XenServer's HA is armed on any host. */
    public boolean isHaArmed() {
        return hosts.stream().anyMatch(SimHost::isHaArmed);
    }

    /** Names of the VMs that run on two hosts at this moment: each of them has two writers on its disk. */
    public Set<String> doubleWriters() {
        Set<String> seen = new HashSet<>();
        Set<String> twice = new TreeSet<>();
        hosts.stream()
                .flatMap(host -> host.runningVms().stream())
                .filter(vm -> !seen.add(vm))
                .forEach(twice::add);
        return twice;
    }
}
