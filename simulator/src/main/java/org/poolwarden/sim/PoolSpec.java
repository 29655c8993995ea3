package org.poolwarden.sim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.poolwarden.sim.workload.Workload;

/**
 * A pool as it is before anything happens.
 *
 * @param addresses management address of each host, in order; the first host is master
 * @param haArmed whether XenServer's HA is on; emergency calls then fail with HA_IS_ENABLED
 * @param bmc hosts whose power can be read
 */
public record PoolSpec(
        String name,
        Map<String, String> addresses,
        boolean haArmed,
        Set<String> bmc,
        Storage storage,
        GuestSpec guests,
        Timing timing,
        Release release) {

    public PoolSpec {
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("a pool has at least one host, " + name + " has none");
        }
        addresses = new LinkedHashMap<>(addresses);
        bmc = Set.copyOf(bmc);
    }

    /** A pool with two idle VMs on each host, shared storage, no HA and no BMC. */
    public static PoolSpec of(String name, Map<String, String> addresses) {
        return new PoolSpec(
                name, addresses, false, Set.of(), Storage.HBA, GuestSpec.DEFAULT, Timing.REAL, Release.V8_2);
    }

    public PoolSpec withHaArmed(boolean armed) {
        return new PoolSpec(name, addresses, armed, bmc, storage, guests, timing, release);
    }

    public PoolSpec withBmc(Set<String> hosts) {
        return new PoolSpec(name, addresses, haArmed, hosts, storage, guests, timing, release);
    }

    public PoolSpec withStorage(Storage next) {
        return new PoolSpec(name, addresses, haArmed, bmc, next, guests, timing, release);
    }

    public PoolSpec withGuests(GuestSpec next) {
        return new PoolSpec(name, addresses, haArmed, bmc, storage, next, timing, release);
    }

    public PoolSpec withVms(Map<String, Integer> running, Map<String, Integer> restarting) {
        return withGuests(new GuestSpec(running, restarting, guests.workload(), guests.intelliCache()));
    }

    public PoolSpec withWorkload(Workload workload) {
        return withGuests(new GuestSpec(guests.running(), guests.restarting(), workload, guests.intelliCache()));
    }

    public PoolSpec withTiming(Timing next) {
        return new PoolSpec(name, addresses, haArmed, bmc, storage, guests, next, release);
    }

    public PoolSpec withRelease(Release next) {
        return new PoolSpec(name, addresses, haArmed, bmc, storage, guests, timing, next);
    }

    /** Names of the hosts; the first is master. */
    public List<String> hosts() {
        return new ArrayList<>(addresses.keySet());
    }
}
