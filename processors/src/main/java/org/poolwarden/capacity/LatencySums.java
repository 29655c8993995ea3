package org.poolwarden.capacity;

/**
 * The sums of a least-squares line of 1/R over X: rate and latency of windows, forgotten one by one.
 *
 * <p>Plain sums: any order of windows gives the same count and the same sums up to rounding in the last digits. Squares
 * of rates up to a million over a year of minutes stay far inside a double.
 *
 * @param windows how many windows were added
 * @param x sum of rates, per second
 * @param y sum of reciprocal latencies, per second
 */
public record LatencySums(long windows, double x, double y, double xx, double xy) {

    public static final LatencySums NONE = new LatencySums(0, 0, 0, 0, 0);

    public LatencySums {
        Checked.nonNegative("windows", windows);
        Checked.nonNegative("x", x);
        Checked.nonNegative("y", y);
        Checked.nonNegative("xx", xx);
        Checked.nonNegative("xy", xy);
    }

    /** With one window more; an idle one, or one without a latency, says nothing about the line. */
    public LatencySums plus(double iops, double latencySeconds) {
        Checked.nonNegative("iops", iops);
        Checked.nonNegative("latencySeconds", latencySeconds);
        double inverse = 1 / latencySeconds;
        if (iops == 0 || Double.isInfinite(inverse)) {
            return this;
        }
        return new LatencySums(windows + 1, x + iops, y + inverse, xx + iops * iops, xy + iops * inverse);
    }

    /** Standard deviation of the rates over their mean; 0 without any. */
    public double spread() {
        if (windows == 0 || x == 0) {
            return 0;
        }
        double mean = x / windows;
        return Math.sqrt(Math.max(0, xx / windows - mean * mean)) / mean;
    }
}
