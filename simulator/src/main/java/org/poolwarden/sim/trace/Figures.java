package org.poolwarden.sim.trace;

import java.util.Arrays;

/**
 * Some numbers in six. A percentile is the nearest rank: the smallest of the numbers that so many percent do not
 * exceed.
 */
public record Figures(long count, double mean, double p50, double p95, double p99, double max) {

    /**
     * Of some numbers, none of them negative, and of zeros that nobody has stored.
     *
     * @throws IllegalArgumentException when there is none at all
     */
    static Figures of(double[] numbers, long zeros) {
        long count = numbers.length + zeros;
        if (count == 0) {
            throw new IllegalArgumentException("expected at least one number, found none");
        }
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        double sum = Arrays.stream(sorted).sum();
        return new Figures(
                count,
                sum / count,
                ranked(sorted, zeros, 50),
                ranked(sorted, zeros, 95),
                ranked(sorted, zeros, 99),
                ranked(sorted, zeros, 100));
    }

    /** By whole numbers: 0.95 times a count is no whole number even where it ought to be. */
    private static double ranked(double[] sorted, long zeros, int percent) {
        long count = sorted.length + zeros;
        long rank = Math.max(1, Math.floorDiv(percent * count + 99, 100));
        return rank <= zeros ? 0 : sorted[Math.toIntExact(rank - zeros - 1)];
    }
}
