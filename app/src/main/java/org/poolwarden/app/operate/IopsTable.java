package org.poolwarden.app.operate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.poolwarden.capacity.Window;
import org.poolwarden.schema.CacheScenario;
import org.poolwarden.schema.CapacityReport;
import org.poolwarden.schema.DesktopFit;
import org.poolwarden.schema.IopsFigures;
import org.poolwarden.schema.ReportScope;
import org.poolwarden.schema.wire.RecordJson;

/** Capacity reports: a line for each window, or all of it for a program. */
public final class IopsTable {

    /** A column: its head, and what stands in it; empty where that is not known. */
    private record Cell(String head, String text) {}

    private final KnownReports known;

    public IopsTable(KnownReports known) {
        this.known = known;
    }

    public void print(Session session) {
        Page page = session.out();
        if (known.all().isEmpty()) {
            page.line("Nothing has been reported on.");
            return;
        }
        page.table(
                cells(known.all().get(0)).map(Cell::head).toList(),
                known.all().stream()
                        .map(report -> cells(report)
                                .map(cell -> page.plain(cell.text().isEmpty() ? "-" : cell.text()))
                                .toList())
                        .toList());
        List<String> notes = new IopsNotes(known).lines();
        if (!notes.isEmpty()) {
            page.line("");
            notes.forEach(page::line);
        }
    }

    private boolean isOfSrs() {
        return known.all().stream().allMatch(report -> report.getScope() == ReportScope.SR);
    }

    private String subject(CapacityReport report) {
        String kind = report.getScope() == ReportScope.HOST || report.getScope() == ReportScope.POOL
                ? report.getScope().name().toLowerCase(Locale.ROOT) + " "
                : "";
        return kind + known.name(report);
    }

    private Stream<Cell> cells(CapacityReport report) {
        return Stream.of(
                new Cell(isOfSrs() ? "SR" : "WHAT", subject(report)),
                new Cell("POOL", KnownReports.pool(report)),
                new Cell("WINDOW", Window.of(report.getWindow()).word()),
                new Cell("READ/S", number(report.getIopsRead().map(IopsFigures::getMean))),
                new Cell("WRITE/S", number(report.getIopsWrite().map(IopsFigures::getMean))),
                new Cell("P95", number(report.getIopsTotal().map(IopsFigures::getP95))),
                new Cell("A", number(report.getCapacityFunctional())),
                new Cell("B", number(report.getCapacityConserving())),
                new Cell("LEARNED", number(report.getCapacityLearned())),
                new Cell(
                        "USED",
                        report.getUtilisation()
                                .map(used -> format("%.0f%%", 100 * used))
                                .orElse("")),
                new Cell("HEADROOM", number(report.getHeadroomIops())),
                new Cell(
                        "LATENCY",
                        report.getMeanLatencyMs()
                                .map(ms -> format("%.1f ms", ms))
                                .orElse("")),
                new Cell("MORE DESKTOPS", fits(report.getFits())),
                new Cell("SILENT SINCE", stale(report)));
    }

    /** Those that are at work, by class; of several deliveries the one of which the fewest fit. */
    private static String fits(List<DesktopFit> fits) {
        Map<String, Long> least = new TreeMap<>();
        fits.stream()
                .filter(fit -> fit.getPhase().equals("STEADY"))
                .forEach(fit -> least.merge(fit.getUserClass().toLowerCase(Locale.ROOT), fit.getMore(), Math::min));
        return least.entrySet().stream()
                .map(fit -> fit.getKey() + " " + fit.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String stale(CapacityReport report) {
        return report.getStale() ? report.getStaleSince().map(Moments::text).orElse("yes") : "";
    }

    private static String number(Optional<Double> number) {
        return number.map(known -> format("%.1f", known)).orElse("");
    }

    private static String format(String form, double number) {
        return String.format(Locale.ROOT, form, number);
    }

    /** The whole report, one object a line. */
    public void printJson(Session session) {
        known.all().forEach(report -> session.print(RecordJson.of(report).put("name", known.name(report))));
    }

    /** As RFC 4180 has it, with heads; numbers are not rounded, and an empty cell is not known. */
    public void printCsv(Session session) {
        row(session, columns(Optional.empty()).keySet().stream());
        known.all().forEach(report -> row(session, columns(Optional.of(report)).values().stream()));
    }

    private Map<String, String> columns(Optional<CapacityReport> report) {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("sr", report.map(KnownReports::id).orElse(""));
        columns.put("name", report.map(known::name).orElse(""));
        columns.put("pool", report.map(KnownReports::pool).orElse(""));
        columns.put(
                "window", report.map(one -> Window.of(one.getWindow()).word()).orElse(""));
        columns.put("windowStart", text(report.map(CapacityReport::getWindowStart)));
        columns.put("windowEnd", text(report.map(CapacityReport::getWindowEnd)));
        columns.put("coverage", text(report.map(CapacityReport::getCoverage)));
        columns.put(
                "iopsReadMean", text(report.flatMap(CapacityReport::getIopsRead).map(IopsFigures::getMean)));
        columns.put(
                "iopsWriteMean",
                text(report.flatMap(CapacityReport::getIopsWrite).map(IopsFigures::getMean)));
        columns.put("iopsP95", text(report.flatMap(CapacityReport::getIopsTotal).map(IopsFigures::getP95)));
        columns.put("iopsMax", text(report.flatMap(CapacityReport::getIopsTotal).map(IopsFigures::getMax)));
        columns.put("capacityFunctional", text(report.flatMap(CapacityReport::getCapacityFunctional)));
        columns.put("capacityConserving", text(report.flatMap(CapacityReport::getCapacityConserving)));
        columns.put("capacityLearned", text(report.flatMap(CapacityReport::getCapacityLearned)));
        columns.put("utilisation", text(report.flatMap(CapacityReport::getUtilisation)));
        columns.put("headroomIops", text(report.flatMap(CapacityReport::getHeadroomIops)));
        columns.put("meanLatencyMs", text(report.flatMap(CapacityReport::getMeanLatencyMs)));
        columns.put("stale", text(report.map(CapacityReport::getStale)));
        columns.put("scope", text(report.map(CapacityReport::getScope)));
        columns.put("withoutProfile", text(report.map(one -> String.join(" ", one.getWithoutProfile()))));
        whatIf(columns, report, "CACHE_FAILED", "ifCacheFailed");
        whatIf(columns, report, "CACHE_ON", "ifCacheOn");
        return columns;
    }

    private static void whatIf(
            Map<String, String> columns, Optional<CapacityReport> report, String name, String column) {
        Optional<CacheScenario> scenario = report.stream()
                .flatMap(one -> one.getWhatIf().stream())
                .filter(one -> one.getName().equals(name))
                .findFirst();
        columns.put(column + "P95", text(scenario.map(CacheScenario::getIopsP95)));
        columns.put(column + "HeadroomIops", text(scenario.map(CacheScenario::getHeadroomIops)));
    }

    private static String text(Optional<?> value) {
        return value.map(Object::toString).orElse("");
    }

    private static void row(Session session, Stream<String> cells) {
        session.out().raw(cells.map(IopsTable::quoted).collect(Collectors.joining(",")) + "\r\n");
    }

    private static String quoted(String cell) {
        boolean isPlain = cell.chars().noneMatch(character -> ",\"\r\n".indexOf(character) >= 0);
        return isPlain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }
}
