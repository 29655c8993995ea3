package org.poolwarden.sim;

import java.util.Map;
import org.poolwarden.sim.workload.Workload;

/**
 * The VMs of a pool as they are before anything happens.
 *
 * @param running how many run on each host; two where nothing is said
 * @param restarting how many of them have a restart priority
 * @param workload what their disks do
 * @param intelliCache whether hosts cache the pool's storage on local disks
 */
public record GuestSpec(
        Map<String, Integer> running, Map<String, Integer> restarting, Workload workload, boolean intelliCache) {

    public static final GuestSpec DEFAULT = new GuestSpec(Map.of(), Map.of(), Workload.IDLE, false);

    private static final int DEFAULT_RUNNING = 2;

    public GuestSpec {
        running = Map.copyOf(running);
        restarting = Map.copyOf(restarting);
    }

    int runningOn(String host) {
        return running.getOrDefault(host, DEFAULT_RUNNING);
    }

    int restartingOn(String host) {
        return restarting.getOrDefault(host, 0);
    }
}
