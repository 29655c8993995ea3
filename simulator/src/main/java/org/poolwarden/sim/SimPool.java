package org.poolwarden.sim;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One pool of the world, and the truth about it. */
public final class SimPool {

    /** A database that has lived for a while. */
    private static final long FIRST_GENERATION = 100_000;

    private final SimWorld world;
    private final PoolSpec spec;
    private final List<SimHost> hosts;
    private boolean haArmed;
    private long copiedGeneration = FIRST_GENERATION;

    SimPool(SimWorld world, PoolSpec spec) {
        this.world = world;
        this.spec = spec;
        this.haArmed = spec.haArmed();
        this.hosts = spec.hosts().stream()
                .map(name -> new SimHost(world, this, name, spec.addresses().get(name)))
                .toList();
    }

    void begin() {
        hosts.forEach(host -> host.toolstack().begin(hosts.get(0)));
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

    public String uuid() {
        return Ids.uuid("pool", spec.name());
    }

    String ref() {
        return Ids.ref("pool", spec.name());
    }

    /** Hosts that are up and hold themselves for the master. */
    public List<SimHost> masters() {
        return hosts.stream()
                .filter(host -> host.isUp() && host.toolstack().isMaster())
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
        haArmed = armed;
        world.tell(name(), "", armed ? "HA armed" : "HA disarmed");
    }

    boolean isHaArmed() {
        return haArmed;
    }

    /** The generation of the database copy that a slave would begin with as master. */
    long copiedGeneration() {
        return copiedGeneration;
    }

    void copied(long generation) {
        copiedGeneration = generation;
    }

    int doubleWriters() {
        Map<String, Integer> writers = new HashMap<>();
        hosts.forEach(host -> host.runningVms().forEach(vm -> writers.merge(vm, 1, Integer::sum)));
        return (int) writers.values().stream().filter(count -> count > 1).count();
    }
}
