package org.poolwarden.app.rehearse;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.poolwarden.sim.Release;
import org.poolwarden.sim.workload.Workload;

/**
 * One pool of a scenario; the first host is the master.
 *
 * @param haArmed whether XenServer's own HA is armed
 * @param bmc hosts whose power can be read
 * @param storage hba, iscsi, nfs or local
 * @param vms running VMs by host
 * @param restartVms how many of them have a restart priority, by host
 * @param boot from power-on to toolstack start
 * @param manner its release, and what its disks do
 */
record PoolPlan(
        String name,
        List<String> hosts,
        boolean haArmed,
        Set<String> bmc,
        String storage,
        Map<String, Integer> vms,
        Map<String, Integer> restartVms,
        Duration boot,
        Manner manner) {
    /** What a pool's hosts are like beside their roles. */
    record Manner(Release release, Workload workload, boolean intelliCache) {
        static final Manner USUAL = new Manner(Release.V8_2, Workload.IDLE, false);
    }

    PoolPlan {
        hosts = List.copyOf(hosts);
        bmc = Set.copyOf(bmc);
        vms = Map.copyOf(vms);
        restartVms = Map.copyOf(restartVms);
    }
}
