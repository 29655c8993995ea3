package org.poolwarden.app.operate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.poolwarden.capacity.Window;
import org.poolwarden.schema.CacheScenario;
import org.poolwarden.schema.CapacityReport;
import org.poolwarden.schema.DesktopFit;
import org.poolwarden.schema.ReportScope;

/** What does not fit into a line of figures: what if a cache failed or were on, and what is in no capacity. */
final class IopsNotes {

    private final KnownReports known;

    IopsNotes(KnownReports known) {
        this.known = known;
    }

    /** Of each subject's longest window, which is what planning looks at. */
    List<String> lines() {
        Map<String, CapacityReport> longest = new LinkedHashMap<>();
        known.all()
                .forEach(report -> longest.put(
                        report.getScope() + KnownReports.pool(report) + "/" + KnownReports.id(report), report));
        List<String> lines = new ArrayList<>();
        for (CapacityReport report : longest.values()) {
            report.getWhatIf().forEach(scenario -> lines.add(line(report, scenario)));
            if (!report.getWithoutProfile().isEmpty()) {
                lines.add(head(report) + "in no capacity, since nobody has said what they are made of: "
                        + report.getWithoutProfile().stream()
                                .map(id -> report.getScope() == ReportScope.FLEET ? id : known.name(id))
                                .collect(Collectors.joining(", ")));
            }
            report.getComparedSince()
                    .ifPresent(since ->
                            lines.add(head(report) + "a profile came or went: compared since " + Moments.text(since)));
        }
        return lines;
    }

    private String head(CapacityReport report) {
        return known.name(report) + ", " + Window.of(report.getWindow()).word() + ": ";
    }

    private String line(CapacityReport report, CacheScenario scenario) {
        String what = scenario.getName().equals("CACHE_FAILED")
                ? "if its cache failed"
                : scenario.getName().equals("CACHE_ON") ? "if IntelliCache were on" : scenario.getName();
        return head(report) + what + ", p95 would be "
                + String.format(
                        Locale.ROOT,
                        "%.1f of %.1f (B), headroom %.1f",
                        scenario.getIopsP95(),
                        scenario.getCapacityConserving(),
                        scenario.getHeadroomIops())
                + normal(scenario)
                        .map(fit -> ", " + fit.getMore() + " more normal desktops at work")
                        .orElse("");
    }

    private static Optional<DesktopFit> normal(CacheScenario scenario) {
        return scenario.getFits().stream()
                .filter(fit ->
                        fit.getUserClass().equals("NORMAL") && fit.getPhase().equals("STEADY"))
                .findFirst();
    }
}
