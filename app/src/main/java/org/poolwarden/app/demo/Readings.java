package org.poolwarden.app.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.poolwarden.schema.CapacityReport;
import org.poolwarden.schema.IopsFigures;
import org.poolwarden.schema.LoadPhase;
import org.poolwarden.schema.ReportScope;
import org.poolwarden.schema.ReportWindow;

/** Ten-minute reports on one SR so far, for those who wait for one; some of them are printed. */
final class Readings implements Consumer<CapacityReport> {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int BETWEEN_SECONDS = 600;

    private final List<CapacityReport> reports = new ArrayList<>();
    private final String storage;
    private final Consumer<String> printer;
    private Optional<LoadPhase> phase = Optional.empty();
    private Consumer<CapacityReport> follower = report -> {};

    /** @param storage uuid of the SR */
    Readings(String storage, Consumer<String> printer) {
        this.storage = storage;
        this.printer = printer;
    }

    /** Who is told of each report from now on. */
    synchronized void follow(Consumer<CapacityReport> next) {
        follower = next;
    }

    /** A whole window is printed, and one in which the phase has changed. */
    @Override
    public synchronized void accept(CapacityReport report) {
        if (report.getScope() != ReportScope.SR
                || report.getWindow() != ReportWindow.TEN_MINUTES
                || !report.getId().equals(Optional.of(storage))
                || report.getIopsTotal().isEmpty()) {
            return;
        }
        reports.add(report);
        follower.accept(report);
        if (!report.getPhase().equals(phase) || report.getWindowEnd().getEpochSecond() % BETWEEN_SECONDS == 0) {
            printer.accept(line(report));
        }
        phase = report.getPhase();
        notifyAll();
    }

    /** The first report that ends after {@code from} and fits, as soon as there is one; empty when time is over. */
    synchronized Optional<CapacityReport> await(Duration patience, Instant from, Predicate<CapacityReport> fits)
            throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            Optional<CapacityReport> found = reports.stream()
                    .filter(report -> report.getWindowEnd().isAfter(from) && fits.test(report))
                    .findFirst();
            long left = end - System.nanoTime();
            if (found.isPresent() || left <= 0) {
                return found;
            }
            wait(Math.max(1, left / 1_000_000));
        }
    }

    synchronized String last() {
        return reports.isEmpty()
                ? "none at all"
                : line(reports.get(reports.size() - 1)).strip();
    }

    /** Times are the hosts'; figures are those of the window up to then. */
    static String line(CapacityReport report) {
        return String.format(
                Locale.ENGLISH,
                "%10s  report    p95 %s IOPS, %s reads; B %s, used %s, headroom %s; latency %s ms; cache keeps off %s%s",
                TIME.format(report.getWindowEnd()),
                whole(report.getIopsTotal().map(IopsFigures::getP95)),
                percent(report.getReadShare()),
                whole(report.getCapacityConserving()),
                percent(report.getUtilisation()),
                whole(report.getHeadroomIops()),
                text(report.getMeanLatencyMs(), value -> String.format(Locale.ENGLISH, "%.1f", value)),
                percent(report.getOffloadRatio()),
                report.getPhase().map(load -> "; " + load).orElse(""));
    }

    private static String whole(Optional<Double> value) {
        return text(value, known -> String.format(Locale.ENGLISH, "%,.0f", known));
    }

    private static String percent(Optional<Double> share) {
        return text(share, known -> String.format(Locale.ENGLISH, "%.0f %%", known * 100));
    }

    private static String text(Optional<Double> value, Function<Double, String> form) {
        return value.map(form).orElse("-");
    }
}
