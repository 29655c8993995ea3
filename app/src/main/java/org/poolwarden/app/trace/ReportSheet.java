package org.poolwarden.app.trace;

import java.io.PrintWriter;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.poolwarden.schema.CapacityReport;
import org.poolwarden.schema.IopsFigures;
import org.poolwarden.schema.ReportWindow;

/** What the topology reported of a trace: of each length of windows the one that had most to do. */
public final class ReportSheet {

    private static final String HEADS = "%n%-28s %8s %12s %12s %12s %12s %12s %9s %12s%n";
    private static final String ROW = "%-28s %,8d %12s %12s %12s %12s %12s %9s %12s%n";

    private final PrintWriter out;

    public ReportSheet(PrintWriter out) {
        this.out = out;
    }

    /** Nothing, where no report was made: the trace does not tell what a report is about. */
    public void print(List<CapacityReport> reports) {
        if (reports.isEmpty()) {
            return;
        }
        Map<ReportWindow, CapacityReport> greatest = new EnumMap<>(ReportWindow.class);
        Map<ReportWindow, Integer> windows = new EnumMap<>(ReportWindow.class);
        for (CapacityReport report : reports) {
            windows.merge(report.getWindow(), 1, Integer::sum);
            greatest.merge(report.getWindow(), report, (a, b) -> p95(b) > p95(a) ? b : a);
        }
        out.printf(
                Locale.ROOT,
                HEADS,
                "reported, greatest of",
                "n",
                "mean",
                "p50",
                "p95",
                "p99",
                "max",
                "used",
                "headroom");
        greatest.forEach((window, report) -> row(windows.get(window) + " x " + word(window), report));
        reports.stream()
                .max(Comparator.comparing(CapacityReport::getWindow))
                .flatMap(CapacityReport::getProfile)
                .ifPresent(profile -> out.println("against " + profile));
        out.flush();
    }

    private void row(String what, CapacityReport report) {
        Optional<IopsFigures> iops = report.getIopsTotal();
        out.printf(
                Locale.ROOT,
                ROW,
                what,
                report.getSamples(),
                number(iops.map(IopsFigures::getMean)),
                number(iops.map(IopsFigures::getP50)),
                number(iops.map(IopsFigures::getP95)),
                number(iops.map(IopsFigures::getP99)),
                number(iops.map(IopsFigures::getMax)),
                report.getUtilisation()
                        .map(used -> String.format(Locale.ROOT, "%.1f %%", 100 * used))
                        .orElse("-"),
                number(report.getHeadroomIops()));
    }

    private static double p95(CapacityReport report) {
        return report.getIopsTotal().map(IopsFigures::getP95).orElse(0.0);
    }

    private static String number(Optional<Double> number) {
        return number.map(known -> String.format(Locale.ROOT, "%,.2f", known)).orElse("-");
    }

    private static String word(ReportWindow window) {
        return switch (window) {
            case UNSPECIFIED -> "unknown";
            case TEN_MINUTES -> "10 minutes";
            case ONE_HOUR -> "1 hour";
            case ONE_DAY -> "1 day";
        };
    }
}
