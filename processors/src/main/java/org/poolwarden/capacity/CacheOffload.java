package org.poolwarden.capacity;

import java.util.OptionalDouble;

/**
 * What IntelliCache keeps off the shared SR.
 *
 * <p>The offload counts requests of both directions, the hit ratio bytes of reads: the two differ, and neither stands
 * for the other.
 */
public final class CacheOffload {

    /** A fall of the ratio by more than this, from its baseline, is no noise. */
    public static final double DROP = 0.2;

    /** How full a local SR is when its cache is about to fall back. */
    public static final double NEARLY_FULL = 0.9;

    private CacheOffload() {}

    /**
     * {@code 1 - shared / all}; empty when no disk had a request.
     *
     * <p>0, not less, where the shared SR counts more than the disks: it serves others, too.
     */
    public static OptionalDouble ratio(double sharedIops, double allDisksIops) {
        Checked.nonNegative("sharedIops", sharedIops);
        Checked.nonNegative("allDisksIops", allDisksIops);
        return allDisksIops == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.max(0, 1 - sharedIops / allDisksIops));
    }

    /** What of {@code allDisksIops} the shared SR would get with a cache that keeps {@code ratio} off; failed, that is 0. */
    public static double sharedIops(double allDisksIops, double ratio) {
        Checked.nonNegative("allDisksIops", allDisksIops);
        return allDisksIops * (1 - Checked.share("ratio", ratio));
    }

    /** Of the bytes read, those from the cache; XenServer's hits and misses are bytes, whatever their label says. */
    public static OptionalDouble readHitRatio(double hitBytes, double missBytes) {
        Checked.nonNegative("hitBytes", hitBytes);
        Checked.nonNegative("missBytes", missBytes);
        double all = hitBytes + missBytes;
        return all == 0 ? OptionalDouble.empty() : OptionalDouble.of(hitBytes / all);
    }

    /** Whether the cache gives up: less is kept off than was, and its SR is nearly full. */
    public static boolean isFallingBack(double ratio, double baseline, double localUsedShare) {
        Checked.share("ratio", ratio);
        Checked.share("baseline", baseline);
        Checked.share("localUsedShare", localUsedShare);
        return baseline - ratio > DROP && localUsedShare >= NEARLY_FULL;
    }
}
