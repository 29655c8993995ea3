package org.poolwarden.capacity;

import java.util.OptionalDouble;

/**
 * How many desktops more fit beside the load that is there.
 *
 * <p>Peaks do not coincide, so the newcomers are no sum of peaks: {@code n * mu + z * sigma * sqrt(n)} must stay within
 * the headroom above the 95th percentile of the pool's summed load.
 *
 * @param mean mu, IOPS of one desktop; positive
 * @param deviation sigma, standard deviation of one desktop's IOPS
 * @param safety z, 1.645 for one risk in twenty
 */
public record DesktopFit(double mean, double deviation, double safety) {

    /** The planning share of a capacity; 0.7 to 0.8 is usual. */
    public static final double PLANNED_SHARE = 0.8;

    /** 95 % one-sided, of the normal distribution. */
    public static final double ONE_IN_TWENTY = 1.6448536269514722;

    public DesktopFit {
        Checked.positive("mean", mean);
        Checked.nonNegative("deviation", deviation);
        Checked.nonNegative("safety", safety);
    }

    /** Desktops whose load never varies, as the planning guides count them. */
    public static DesktopFit constant(double iops) {
        return new DesktopFit(iops, 0, 0);
    }

    /**
     * Desktops that vary as those do that are there.
     *
     * @param spread standard deviation over mean; empty where nobody knows
     */
    static DesktopFit like(double iops, OptionalDouble spread) {
        return spread.isPresent() ? new DesktopFit(iops, iops * spread.getAsDouble(), ONE_IN_TWENTY) : constant(iops);
    }

    /** Desktops beyond {@code used}, the 95th percentile of the present load; 0 when that is too much already. */
    public long more(double capacity, double share, double used) {
        Checked.nonNegative("capacity", capacity);
        Checked.share("share", share);
        Checked.nonNegative("used", used);
        double headroom = capacity * share - used;
        if (headroom <= 0) {
            return 0;
        }
        double spread = safety * deviation;
        double root = 2 * headroom / (spread + Math.sqrt(spread * spread + 4 * mean * headroom));
        long fit = (long) Math.floor(root * root);
        return need(fit + 1) <= headroom ? fit + 1 : need(fit) <= headroom ? fit : fit - 1;
    }

    /** IOPS that {@code desktops} take with the safety asked for. */
    public double need(long desktops) {
        Checked.nonNegative("desktops", desktops);
        return desktops * mean + safety * deviation * Math.sqrt(desktops);
    }
}
