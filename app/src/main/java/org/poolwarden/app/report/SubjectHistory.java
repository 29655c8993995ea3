package org.poolwarden.app.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.poolwarden.capacity.Window;
import org.poolwarden.schema.CapacityReport;
import org.poolwarden.schema.ReportScope;
import org.poolwarden.schema.ReportWindow;

/**
 * Everything that is known of one SR, host or pool, or of the fleet.
 *
 * @param name what people call it; its id where nobody has said
 * @param reports the last one of each window, oldest first; never empty
 */
public record SubjectHistory(String name, List<CapacityReport> reports) {

    private static final List<ReportWindow> FINEST_FIRST =
            List.of(ReportWindow.TEN_MINUTES, ReportWindow.ONE_HOUR, ReportWindow.ONE_DAY);

    public SubjectHistory {
        reports = List.copyOf(reports);
        if (reports.isEmpty()) {
            throw new IllegalArgumentException(name + " has no report");
        }
    }

    /**
     * By subject, the broadest scope first and the most used SR first.
     *
     * @param all in the order in which they were written: the last one of a window counts
     * @param names of SRs, by id
     */
    static List<SubjectHistory> of(Collection<CapacityReport> all, Map<String, String> names) {
        Map<String, Map<String, CapacityReport>> subjects = new TreeMap<>();
        for (CapacityReport report : all) {
            subjects.computeIfAbsent(key(report), key -> new TreeMap<>())
                    .put(report.getWindowStart() + " " + report.getWindow(), report);
        }
        return subjects.values().stream()
                .map(windows -> {
                    String id = id(windows.values().iterator().next());
                    return new SubjectHistory(
                            names.getOrDefault(id, id),
                            windows.values().stream()
                                    .sorted(Comparator.comparing(CapacityReport::getWindowStart))
                                    .toList());
                })
                .sorted(Comparator.comparing(SubjectHistory::rank)
                        .thenComparing(
                                subject -> -subject.headline().getUtilisation().orElse(-1.0))
                        .thenComparing(SubjectHistory::pool)
                        .thenComparing(SubjectHistory::name))
                .toList();
    }

    private static String key(CapacityReport report) {
        return report.getScope() + "\n" + report.getPool().orElse("") + "\n" + id(report);
    }

    private static String id(CapacityReport report) {
        return report.getId().or(report::getPool).orElse("");
    }

    private int rank() {
        return switch (scope()) {
            case FLEET -> 0;
            case POOL -> 1;
            case SR -> 2;
            case HOST, UNSPECIFIED -> 3;
        };
    }

    public ReportScope scope() {
        return reports.get(0).getScope();
    }

    /** Empty for the fleet. */
    String pool() {
        return reports.get(0).getPool().orElse("");
    }

    String id() {
        return id(reports.get(0));
    }

    /** The newest window of the greatest length there is: what planning looks at. */
    public CapacityReport headline() {
        return newest(List.of(ReportWindow.ONE_DAY, ReportWindow.ONE_HOUR, ReportWindow.TEN_MINUTES));
    }

    /** The newest window of the least length there is: how it is now. */
    public CapacityReport now() {
        return newest(FINEST_FIRST);
    }

    /** The shown window that took most of what the disks can, or else most requests; empty where nothing is known. */
    Optional<CapacityReport> peak() {
        return course().stream()
                .filter(report -> report.getIopsTotal().isPresent())
                .max(Comparator.comparing((CapacityReport report) ->
                                report.getUtilisation().orElse(-1.0))
                        .thenComparing(
                                report -> report.getIopsTotal().orElseThrow().getP95()));
    }

    private CapacityReport newest(List<ReportWindow> order) {
        return order.stream()
                .flatMap(window -> newest(window).stream())
                .findFirst()
                .orElseGet(() -> reports.get(reports.size() - 1));
    }

    private Optional<CapacityReport> newest(ReportWindow window) {
        return reports.stream().filter(report -> report.getWindow() == window).reduce((before, after) -> after);
    }

    /** The finest windows there are of each time, without overlap, oldest first. */
    List<CapacityReport> course() {
        List<CapacityReport> course = new ArrayList<>();
        Instant covered = Instant.MAX;
        for (ReportWindow window : FINEST_FIRST) {
            Instant before = covered;
            List<CapacityReport> some = reports.stream()
                    .filter(report -> report.getWindow() == window
                            && !report.getWindowStart().plus(length(window)).isAfter(before))
                    .toList();
            course.addAll(some);
            covered = some.isEmpty() ? covered : some.get(0).getWindowStart();
        }
        course.sort(Comparator.comparing(CapacityReport::getWindowStart));
        return course;
    }

    static Duration length(ReportWindow window) {
        return Duration.ofMinutes(Window.of(window).minutes());
    }
}
