package org.poolwarden.sim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A pool as it is before anything happens.
 *
 * @param addresses management address of each host, in order; the first host is master
 * @param haArmed whether XenServer's HA is on; emergency calls then fail with HA_IS_ENABLED
 * @param bmc hosts whose power can be read
 * @param vms how many VMs run on each host
 * @param restartVms how many of them have a restart priority
 */
public record PoolSpec(
        String name,
        Map<String, String> addresses,
        boolean haArmed,
        Set<String> bmc,
        Storage storage,
        Map<String, Integer> vms,
        Map<String, Integer> restartVms,
        Timing timing) {

    private static final int DEFAULT_VMS = 2;

    public PoolSpec {
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("a pool has at least one host, " + name + " has none");
        }
        addresses = new LinkedHashMap<>(addresses);
        bmc = Set.copyOf(bmc);
        vms = Map.copyOf(vms);
        restartVms = Map.copyOf(restartVms);
    }

    /** A pool with two VMs on each host, shared storage, no HA and no BMC. */
    public static PoolSpec of(String name, Map<String, String> addresses) {
        return new PoolSpec(name, addresses, false, Set.of(), Storage.HBA, Map.of(), Map.of(), Timing.REAL);
    }

    public PoolSpec withHaArmed(boolean armed) {
        return new PoolSpec(name, addresses, armed, bmc, storage, vms, restartVms, timing);
    }

    public PoolSpec withBmc(Set<String> hosts) {
        return new PoolSpec(name, addresses, haArmed, hosts, storage, vms, restartVms, timing);
    }

    public PoolSpec withStorage(Storage next) {
        return new PoolSpec(name, addresses, haArmed, bmc, next, vms, restartVms, timing);
    }

    public PoolSpec withVms(Map<String, Integer> running, Map<String, Integer> restarting) {
        return new PoolSpec(name, addresses, haArmed, bmc, storage, running, restarting, timing);
    }

    public PoolSpec withTiming(Timing next) {
        return new PoolSpec(name, addresses, haArmed, bmc, storage, vms, restartVms, next);
    }

    /** Names of the hosts; the first is master. */
    public List<String> hosts() {
        return new ArrayList<>(addresses.keySet());
    }

    int vmsOn(String host) {
        return vms.getOrDefault(host, DEFAULT_VMS);
    }
}
