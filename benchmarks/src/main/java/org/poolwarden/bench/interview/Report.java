package org.poolwarden.bench.interview;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.poolwarden.bench.paired.Comparison;

/** The medians of each variant as a table, and the ratios within rounds. */
record Report(Setup setup, Results results) {

    private static final double TOLERANCE = 0.10;
    /** What must not get worse for a host because others hang. */
    private static final List<Figure> GOALS = List.of(Figure.RATE, Figure.FAR_P50, Figure.FAR_P99);

    private static final List<Figure> COMPARED =
            List.of(Figure.RATE, Figure.FAR_P50, Figure.FAR_P99, Figure.NEAR_P50, Figure.NEAR_P99, Figure.CPU);

    /** One run, for whoever waits. */
    static String line(Map<Figure, Double> figures) {
        return figures.entrySet().stream()
                .map(entry -> entry.getKey().title() + " " + entry.getKey().format(entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    void print(PrintWriter out) {
        out.println(title());
        out.println();
        out.println(row("median of the rounds", Figure::title));
        results.variants()
                .forEach(variant ->
                        out.println(row(variant.title(), figure -> figure.format(results.median(variant, figure)))));
        compare(out, Variant.POOLWARDEN_HUNG, Variant.POOLWARDEN, GOALS);
        compare(out, Variant.STOCK_HUNG, Variant.STOCK, List.of());
        compare(out, Variant.STOCK, Variant.POOLWARDEN, List.of());
        compare(out, Variant.STOCK_HUNG, Variant.POOLWARDEN_HUNG, List.of());
    }

    private String title() {
        return String.format(
                Locale.ROOT,
                "One Connect worker, %d hosts in pools of %d, a round every %d ms, answers within %d ms, %d hung where"
                        + " some are; %d rounds of %d s after %d s; %d CPUs",
                setup.fleet().hosts(),
                setup.fleet().poolSize(),
                setup.period().toMillis(),
                setup.deadline().toMillis(),
                setup.drawn().size(),
                results.variants().stream().mapToInt(results::rounds).max().orElse(0),
                setup.window().toSeconds(),
                setup.ramp().plus(setup.warmUp()).toSeconds(),
                Runtime.getRuntime().availableProcessors());
    }

    private interface Cell {
        String of(Figure figure);
    }

    private static String row(String title, Cell cells) {
        StringBuilder row = new StringBuilder(String.format("%-22s", title));
        for (Figure figure : Figure.values()) {
            row.append(String.format("%10s", cells.of(figure)));
        }
        return row.toString();
    }

    /**
     * @param goals figures on which there is a verdict
     */
    private void compare(PrintWriter out, Variant variant, Variant control, List<Figure> goals) {
        if (!results.variants().containsAll(List.of(variant, control))) {
            return;
        }
        out.println();
        out.println(variant.title() + " / " + control.title());
        for (Figure figure : COMPARED) {
            results.comparison(variant, control, figure)
                    .ifPresent(found -> out.println(ratio(figure, found, goals.contains(figure))));
        }
    }

    private static String ratio(Figure figure, Comparison found, boolean isGoal) {
        return String.format(
                Locale.ROOT,
                "  %-10s %8.3f   control moved by %.0f %%%s",
                figure.title(),
                found.ratio(),
                100 * found.controlMoved(),
                isGoal ? "   " + found.verdict(TOLERANCE) : "");
    }
}
