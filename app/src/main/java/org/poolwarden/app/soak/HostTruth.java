package org.poolwarden.app.soak;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.poolwarden.sim.SimHost;
import org.poolwarden.sim.SimPool;

/**
 * What is really so with one host at an instant.
 *
 * @param address by which records name it
 * @param master whether it holds itself for the master and its toolstack listens
 * @param answering whether its toolstack answers
 * @param follows whether it is connected to a master that listens
 */
record HostTruth(
        String address, String name, boolean powered, boolean up, boolean master, boolean answering, boolean follows) {
    /** All hosts of a pool, in its order. */
    static List<HostTruth> of(SimPool pool) {
        List<SimHost> masters = pool.masters();
        List<SimHost> answering = pool.answering();
        Set<SimHost> followers = masters.stream()
                .flatMap(master -> pool.followersOf(master).stream())
                .collect(Collectors.toSet());
        return pool.hosts().stream()
                .map(host -> new HostTruth(
                        host.address(),
                        host.name(),
                        host.isPowered(),
                        host.isUp(),
                        masters.contains(host),
                        answering.contains(host),
                        followers.contains(host)))
                .toList();
    }

    boolean answersAsMaster() {
        return master && answering;
    }
}
