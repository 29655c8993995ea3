package org.poolwarden.capacity;

import java.util.Optional;

/**
 * Where latency leaves the ground: {@code R(X) = R0 / (1 - X / Xmax)}, as learned from windows of live load.
 *
 * <p>It is a line in 1/R, so {@link LatencySums} are enough to fit it. It is never extrapolated from a load that hardly
 * varied.
 *
 * @param idleLatencySeconds R0, the latency of the first request
 * @param maxIops Xmax, where latency has no bound
 */
public record LatencyKnee(double idleLatencySeconds, double maxIops) {

    /** Fewer windows are an anecdote: half an hour of minutes. */
    public static final int LEAST_WINDOWS = 30;

    /** The coefficient of variation of the rates that a fit needs more of. */
    public static final double LEAST_SPREAD = 0.1;

    /** Why nothing was learned. */
    public enum Gap {
        TOO_FEW_WINDOWS,
        NOT_ENOUGH_LOAD_RANGE,
        LATENCY_DOES_NOT_RISE
    }

    public LatencyKnee {
        Checked.positive("idleLatencySeconds", idleLatencySeconds);
        Checked.positive("maxIops", maxIops);
    }

    /** Why {@code sums} teach nothing; empty when they do. */
    public static Optional<Gap> gap(LatencySums sums) {
        if (sums.windows() < LEAST_WINDOWS) {
            return Optional.of(Gap.TOO_FEW_WINDOWS);
        }
        if (sums.spread() <= LEAST_SPREAD) {
            return Optional.of(Gap.NOT_ENOUGH_LOAD_RANGE);
        }
        return fit(sums).isPresent() ? Optional.empty() : Optional.of(Gap.LATENCY_DOES_NOT_RISE);
    }

    /** The knee, or empty where {@link #gap} has a reason. */
    public static Optional<LatencyKnee> learned(LatencySums sums) {
        return gap(sums).isPresent() ? Optional.empty() : fit(sums);
    }

    /** The plain line, however few its points. */
    static Optional<LatencyKnee> fit(LatencySums sums) {
        double n = sums.windows();
        double determinant = n * sums.xx() - sums.x() * sums.x();
        double slope = (n * sums.xy() - sums.x() * sums.y()) / determinant;
        double intercept = (sums.y() - slope * sums.x()) / n;
        boolean rises = determinant > 0 && slope < 0 && intercept > 0;
        double max = -intercept / slope;
        return rises && Double.isFinite(max) && Double.isFinite(1 / intercept)
                ? Optional.of(new LatencyKnee(1 / intercept, max))
                : Optional.empty();
    }

    /** IOPS at which latency reaches {@code latencySeconds}; 0 where even an idle disk is slower. */
    public double iopsAt(double latencySeconds) {
        Checked.positive("latencySeconds", latencySeconds);
        return Math.max(0, maxIops * (1 - idleLatencySeconds / latencySeconds));
    }
}
