package org.poolwarden.app.soak;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.poolwarden.sim.SimPool;

/**
 * What is really so in one pool, from an instant until the next scene of that pool.
 *
 * @param at since the beginning of the run
 * @param doubleWriters VMs that run on two hosts
 * @param haArmed whether XenServer's own HA acts on it
 */
record Scene(Duration at, String pool, List<HostTruth> hosts, Set<String> doubleWriters, boolean haArmed) {
    Scene {
        hosts = List.copyOf(hosts);
        doubleWriters = Set.copyOf(doubleWriters);
    }

    static Scene of(Duration at, SimPool pool) {
        return new Scene(at, pool.name(), HostTruth.of(pool), pool.doubleWriters(), pool.isHaArmed());
    }

    boolean isLike(Scene other) {
        return hosts.equals(other.hosts) && doubleWriters.equals(other.doubleWriters) && haArmed == other.haArmed;
    }

    Optional<HostTruth> host(String address) {
        return hosts.stream().filter(host -> host.address().equals(address)).findFirst();
    }

    List<HostTruth> masters() {
        return hosts.stream().filter(HostTruth::master).toList();
    }
}
