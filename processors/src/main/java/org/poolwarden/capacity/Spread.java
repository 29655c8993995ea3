package org.poolwarden.capacity;

import java.util.Collection;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * How much one VM's requests vary, by the VMs that are there: standard deviation over mean.
 *
 * <p>Peaks of many VMs do not coincide: variances add, not peaks. So this is the root of the mean variance over the mean
 * of means, and what {@link DesktopFit} takes for sigma of a newcomer is this times its planned mean.
 */
final class Spread {

    /** Fewer VMs are no distribution. */
    static final int LEAST_VMS = 10;

    /** A minute: fewer slots say nothing about how a VM varies. */
    private static final int LEAST_SLOTS = SlotPlace.SLOTS;

    private Spread() {}

    /** Empty with fewer than ten VMs, or when all of them were idle. */
    static OptionalDouble of(Collection<DiskMinute> disks) {
        Map<String, double[]> vms = disks.stream()
                .filter(disk -> disk.slots() >= LEAST_SLOTS)
                .collect(Collectors.toMap(
                        DiskMinute::vm, disk -> new double[] {disk.iops(), disk.variance()}, (one, other) ->
                                new double[] {one[0] + other[0], one[1] + other[1]}));
        double mean = vms.values().stream().mapToDouble(vm -> vm[0]).sum() / Math.max(1, vms.size());
        double variance = vms.values().stream().mapToDouble(vm -> vm[1]).sum() / Math.max(1, vms.size());
        return vms.size() < LEAST_VMS || mean == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.sqrt(variance) / mean);
    }
}
