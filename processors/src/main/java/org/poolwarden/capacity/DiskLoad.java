package org.poolwarden.capacity;

import java.util.Objects;
import java.util.OptionalDouble;

/**
 * What one virtual disk asks of its SR in a window, beside what it usually asks.
 *
 * @param disk what the caller knows it by, like {@code vm/xvda}
 * @param iowait requests in flight on the mean; empty where the source has none
 * @param usualIops median of its own baseline
 * @param usualDeviation median absolute deviation of its own baseline
 */
public record DiskLoad(String disk, double iops, OptionalDouble iowait, double usualIops, double usualDeviation) {

    public DiskLoad {
        Objects.requireNonNull(disk, "disk");
        Checked.nonNegative("iops", iops);
        iowait.ifPresent(value -> Checked.nonNegative("iowait", value));
        Checked.nonNegative("usualIops", usualIops);
        Checked.nonNegative("usualDeviation", usualDeviation);
    }

    /** A disk that asks for the same all the time deviates by nothing: a twentieth of its load is no news either. */
    boolean isUnusual() {
        return iops > usualIops + 6 * Math.max(usualDeviation, usualIops / 20);
    }
}
