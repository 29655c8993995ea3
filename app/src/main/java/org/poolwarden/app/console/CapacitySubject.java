package org.poolwarden.app.console;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.poolwarden.app.report.SubjectHistory;
import org.poolwarden.schema.CapacityReport;
import org.poolwarden.schema.IopsFigures;
import org.poolwarden.schema.ReportScope;
import org.poolwarden.schema.ReportWindow;

/**
 * One storage repository, or one pool, and its load of the last day.
 *
 * @param key {@code POOL/UUID} or {@code POOL}
 * @param name what people call it
 * @param latest the newest report of each window's length
 * @param course by the beginning of ten minutes, at most a day of them
 */
record CapacitySubject(
        String key, String name, Map<ReportWindow, CapacityReport> latest, NavigableMap<Instant, Point> course) {

    private static final int DAY = 144;

    /**
     * Ten minutes, requests per second; a figure is absent where it is not known.
     *
     * @param functional capacity (A)
     * @param conserving capacity (B)
     */
    record Point(
            Optional<Double> read,
            Optional<Double> write,
            Optional<Double> p95,
            Optional<Double> functional,
            Optional<Double> conserving,
            Optional<Double> learned) {

        static Point of(CapacityReport report) {
            return new Point(
                    report.getIopsRead().map(IopsFigures::getMean),
                    report.getIopsWrite().map(IopsFigures::getMean),
                    report.getIopsTotal().map(IopsFigures::getP95),
                    report.getCapacityFunctional(),
                    report.getCapacityConserving(),
                    report.getCapacityLearned());
        }
    }

    static CapacitySubject of(String key, CapacityReport first) {
        String name = first.getName().or(first::getId).or(first::getPool).orElse(key);
        return new CapacitySubject(key, name, Map.of(), new TreeMap<>()).with(first);
    }

    /** With one report more. */
    CapacitySubject with(CapacityReport report) {
        Map<ReportWindow, CapacityReport> newest = new EnumMap<>(ReportWindow.class);
        newest.putAll(latest);
        newest.merge(
                report.getWindow(),
                report,
                (before, next) -> next.getWindowStart().isBefore(before.getWindowStart()) ? before : next);
        NavigableMap<Instant, Point> points = course;
        if (report.getWindow() == ReportWindow.TEN_MINUTES) {
            points = new TreeMap<>(course);
            points.put(report.getWindowStart(), Point.of(report));
            while (points.size() > DAY) {
                points.pollFirstEntry();
            }
        }
        return new CapacitySubject(key, report.getName().orElse(name), newest, points);
    }

    CapacitySubject called(String other) {
        return new CapacitySubject(key, other, latest, course);
    }

    /** UUID of an SR; the pool's name otherwise. */
    String id() {
        return history().headline().getId().orElse(key);
    }

    boolean isStorage() {
        return history().scope() == ReportScope.SR;
    }

    /** As the report's page knows it: its sentences are said here too. */
    SubjectHistory history() {
        return new SubjectHistory(name, List.copyOf(latest.values()));
    }

    /** The newest window of the least length: how it is now. */
    CapacityReport now() {
        return history().now();
    }

    /** Share of capacity (B) that is used now; below any share where that is not known. */
    double used() {
        return now().getUtilisation().orElse(-1.0);
    }
}
