package org.poolwarden.bench.paired;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One figure of a variant beside the same figure of the control, round by round.
 *
 * @param control in the order of the rounds; none is zero
 * @param variant in the same order
 */
public record Comparison(List<Double> control, List<Double> variant, Better better) {

    /** Which way a figure improves. */
    public enum Better {
        HIGHER,
        LOWER
    }

    /** A control that moved further than this was disturbed, and whatever is compared with it too. */
    private static final double DISTURBED = 0.15;

    private static final int FEWEST_ROUNDS = 3;

    public Comparison {
        control = List.copyOf(control);
        variant = List.copyOf(variant);
        if (control.isEmpty() || control.size() != variant.size()) {
            throw new IllegalArgumentException(
                    "expected a figure of each for every round, were " + control + " and " + variant);
        }
    }

    /** The median of the ratios of each round. */
    public double ratio() {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < control.size(); round++) {
            ratios.add(variant.get(round) / control.get(round));
        }
        return median(ratios);
    }

    /** By how much the largest figure of the control exceeds the smallest; 0.1 is a tenth. */
    public double controlMoved() {
        double least = control.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        double most = control.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        return most / least - 1;
    }

    /**
     * Whether the variant is at most so much worse than the control, in words.
     *
     * @param tolerance 0.1 is a tenth
     */
    public String verdict(double tolerance) {
        if (control.size() < FEWEST_ROUNDS) {
            return "no verdict: fewer than " + FEWEST_ROUNDS + " rounds";
        }
        if (controlMoved() > DISTURBED) {
            return "no verdict: the control moved by " + percent(controlMoved());
        }
        boolean holds = better == Better.HIGHER ? ratio() >= 1 - tolerance : ratio() <= 1 + tolerance;
        return (holds ? "holds" : "does NOT hold") + " (at most " + percent(tolerance) + " worse)";
    }

    private static String percent(double part) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * part);
    }

    /** The one in the middle, or between the two there. */
    public static double median(List<Double> figures) {
        List<Double> sorted = figures.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
