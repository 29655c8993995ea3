package org.poolwarden.app.rehearse;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One pool of a scenario; the first host is the master.
 *
 * @param haArmed whether XenServer's own HA is armed
 * @param bmc hosts whose power can be read
 * @param storage hba, iscsi, nfs or local
 * @param vms running VMs by host
 * @param restartVms how many of them have a restart priority, by host
 * @param boot from power-on to toolstack start
 */
record PoolPlan(
        String name,
        List<String> hosts,
        boolean haArmed,
        Set<String> bmc,
        String storage,
        Map<String, Integer> vms,
        Map<String, Integer> restartVms,
        Duration boot) {
    PoolPlan {
        hosts = List.copyOf(hosts);
        bmc = Set.copyOf(bmc);
        vms = Map.copyOf(vms);
        restartVms = Map.copyOf(restartVms);
    }
}
