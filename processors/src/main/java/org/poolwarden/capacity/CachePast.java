package org.poolwarden.capacity;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What IntelliCache has kept off an SR so far.
 *
 * @param offloads ratios of its last ten-minute windows, oldest first, at most a day's; none of those while it falls back
 * @param fallingSince when the alert on it began, milliseconds of append time; empty while none fires
 */
public record CachePast(List<Double> offloads, Optional<Long> fallingSince) {

    public static final CachePast NONE = new CachePast(List.of(), Optional.empty());

    private static final int MOST = 144;
    /** An hour: less says nothing about what is usual. */
    private static final int LEAST = 6;

    public CachePast {
        offloads = List.copyOf(offloads);
    }

    /**
     * After a ten-minute window.
     *
     * @param localUsedShare how full the fullest local SR of the pool is; empty where nobody tells
     * @param at by append time
     */
    CachePast ended(OptionalDouble ratio, OptionalDouble localUsedShare, long at) {
        if (ratio.isEmpty()) {
            return this;
        }
        boolean falls = fallingSince.isPresent()
                ? stays(ratio.getAsDouble(), localUsedShare.orElse(0))
                : begins(ratio.getAsDouble(), localUsedShare.orElse(0));
        if (falls) {
            return new CachePast(offloads, Optional.of(fallingSince.orElse(at)));
        }
        List<Double> all = new ArrayList<>(offloads);
        all.add(ratio.getAsDouble());
        return new CachePast(all.subList(Math.max(0, all.size() - MOST), all.size()), Optional.empty());
    }

    private boolean begins(double ratio, double localUsedShare) {
        return baseline().isPresent()
                && CacheOffload.isFallingBack(ratio, baseline().getAsDouble(), localUsedShare);
    }

    /** Until half of what was lost is back, or the local SR has room again. */
    private boolean stays(double ratio, double localUsedShare) {
        return baseline().orElse(0) - ratio > CacheOffload.DROP / 2 && localUsedShare >= CacheOffload.NEARLY_FULL;
    }

    /** Median of what was usual; empty within the first hour. */
    OptionalDouble baseline() {
        return offloads.size() < LEAST
                ? OptionalDouble.empty()
                : OptionalDouble.of(offloads.stream().sorted().toList().get(offloads.size() / 2));
    }
}
