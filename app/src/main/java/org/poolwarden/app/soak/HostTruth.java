package org.poolwarden.app.soak;

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
    static HostTruth of(SimHost host, SimPool pool) {
        return new HostTruth(
                host.address(),
                host.name(),
                host.isPowered(),
                host.isUp(),
                pool.masters().contains(host),
                pool.answering().contains(host),
                pool.masters().stream()
                        .anyMatch(master -> pool.followersOf(master).contains(host)));
    }

    boolean answersAsMaster() {
        return master && answering;
    }
}
