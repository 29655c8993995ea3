package org.poolwarden.capacity;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * For how many days a growing demand stays within a limit, with a 90 % interval; 0 where it is past it.
 *
 * <p>Theil and Sen's slope, the median over all pairs of days, with Kendall's interval: a wild day moves neither. No
 * library: all it would give is one quantile of the normal distribution.
 */
public record Runway(double low, double mid, double high) {

    public static final int LEAST_DAYS = 7;

    /** 90 % two-sided, of the normal distribution. */
    private static final double NINETY = 1.6448536269514722;

    /** Growth in IOPS per day that is none: it would take longer than any array lasts. */
    private static final double FLAT = 1e-6;

    /** Why there is no number of days. */
    public enum Gap {
        TOO_FEW_DAYS,
        NO_GROWTH_TREND
    }

    /** Growth per day. */
    record Slope(double low, double mid, double high) {}

    public Runway {
        Checked.nonNegative("low", low);
        Checked.nonNegative("mid", mid);
        Checked.nonNegative("high", high);
    }

    /** Why {@code days} have no runway; empty when they have. */
    public static Optional<Gap> gap(List<DayDemand> days) {
        if (days.stream().mapToLong(DayDemand::day).distinct().count() < LEAST_DAYS) {
            return Optional.of(Gap.TOO_FEW_DAYS);
        }
        return slope(days).low() > FLAT ? Optional.empty() : Optional.of(Gap.NO_GROWTH_TREND);
    }

    /**
     * From the latest day's demand to {@code limit}, the capacity times its planned share.
     *
     * @param days one demand a day, in any order, gaps allowed; an {@code IllegalArgumentException} for a day told twice
     */
    public static Optional<Runway> of(List<DayDemand> days, double limit) {
        Checked.nonNegative("limit", limit);
        if (gap(days).isPresent()) {
            return Optional.empty();
        }
        double now = days.stream()
                .max(Comparator.comparingLong(DayDemand::day))
                .orElseThrow()
                .iops();
        double left = Math.max(0, limit - now);
        Slope slope = slope(days);
        Runway runway = new Runway(left / slope.high(), left / slope.mid(), left / slope.low());
        return Optional.of(runway);
    }

    static Slope slope(List<DayDemand> days) {
        int n = days.size();
        double[] slopes = new double[n * (n - 1) / 2];
        int next = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                slopes[next++] = between(days.get(i), days.get(j));
            }
        }
        Arrays.sort(slopes);
        double width = NINETY * Math.sqrt(n * (n - 1.0) * (2.0 * n + 5) / 18);
        int lowest = (int) Math.floor((slopes.length - width) / 2) - 1;
        int highest = (int) Math.ceil((slopes.length + width) / 2);
        return new Slope(slopes[Math.max(0, lowest)], median(slopes), slopes[Math.min(slopes.length - 1, highest)]);
    }

    private static double between(DayDemand one, DayDemand other) {
        if (one.day() == other.day()) {
            throw new IllegalArgumentException("days must differ, was twice " + one.day());
        }
        return (other.iops() - one.iops()) / (other.day() - one.day());
    }

    private static double median(double[] sorted) {
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
