package org.poolwarden.capacity;

import java.util.Comparator;
import java.util.List;

/** Which disks take so much of an SR that the others feel it; every disk of the SR takes part. */
public final class NoisyNeighbours {

    private NoisyNeighbours() {}

    /** A disk with its part of the SR's load: of iowait, the cost, where all disks have one, else of requests. */
    public record Shared(DiskLoad load, double share) {
        public Shared {
            Checked.share("share", share);
        }
    }

    /** Greatest share first, equal ones by name; empty when the SR is idle. */
    public static List<Shared> busiest(List<DiskLoad> disks) {
        boolean costed = disks.stream().allMatch(disk -> disk.iowait().isPresent());
        double total = disks.stream().mapToDouble(disk -> weight(disk, costed)).sum();
        if (total == 0) {
            return List.of();
        }
        return disks.stream()
                .map(disk -> new Shared(disk, Math.min(1, weight(disk, costed) / total)))
                .sorted(Comparator.comparingDouble(Shared::share).reversed().thenComparing(shared -> shared.load()
                        .disk()))
                .toList();
    }

    /**
     * Those whose share is above {@code max(3/n, 1/4)} and whose load is far above their own baseline.
     *
     * @param hurts whether the SR's latency misses its objective, or more than ten requests wait: nobody is noisy else
     */
    public static List<Shared> noisy(List<DiskLoad> disks, boolean hurts) {
        double bound = Math.max(3.0 / Math.max(1, disks.size()), 0.25);
        return busiest(disks).stream()
                .filter(shared ->
                        hurts && shared.share() > bound && shared.load().isUnusual())
                .toList();
    }

    private static double weight(DiskLoad disk, boolean costed) {
        return costed ? disk.iowait().orElseThrow() : disk.iops();
    }
}
