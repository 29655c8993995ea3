package org.poolwarden.app.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.poolwarden.schema.CapacityReport;
import org.poolwarden.schema.IopsFigures;
import org.poolwarden.schema.ReportWindow;

/** What the page's script draws of one subject; absence is null, and a line ends there. */
final class ChartModel {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int HOURS = 24;

    private ChartModel() {}

    static ObjectNode of(SubjectHistory subject) {
        ObjectNode model = JSON.objectNode();
        model.set("course", course(subject));
        model.set("heat", heat(subject));
        CapacityReport headline = subject.headline();
        set(model, "used", headline.getUtilisation());
        set(model, "planned", headline.getPlannedUtilisation());
        set(model, "now", subject.now().getUtilisation());
        return model;
    }

    private static ArrayNode course(SubjectHistory subject) {
        ArrayNode points = JSON.arrayNode();
        Optional<Instant> end = Optional.empty();
        for (CapacityReport report : subject.course()) {
            Instant start = report.getWindowStart();
            if (end.isPresent() && end.get().isBefore(start)) {
                points.add(JSON.objectNode().put("t", end.get().getEpochSecond()));
            }
            points.add(point(report));
            end = Optional.of(start.plus(SubjectHistory.length(report.getWindow())));
        }
        return points;
    }

    private static ObjectNode point(CapacityReport report) {
        ObjectNode point = JSON.objectNode();
        point.put("t", report.getWindowStart().getEpochSecond());
        set(point, "read", report.getIopsRead().map(IopsFigures::getMean));
        set(point, "write", report.getIopsWrite().map(IopsFigures::getMean));
        Function<Function<IopsFigures, Double>, Optional<Double>> total =
                figure -> report.getIopsTotal().map(figure);
        set(point, "p50", total.apply(IopsFigures::getP50));
        set(point, "p95", total.apply(IopsFigures::getP95));
        set(point, "p99", total.apply(IopsFigures::getP99));
        set(point, "a", report.getCapacityFunctional());
        set(point, "b", report.getCapacityConserving());
        set(point, "learned", report.getCapacityLearned());
        return point;
    }

    /** By day, the greatest p95 of each hour in UTC: of ten minutes, or of the hour where those are gone. */
    private static ArrayNode heat(SubjectHistory subject) {
        Map<LocalDate, Double[]> days = new TreeMap<>();
        for (CapacityReport report : subject.course()) {
            if (report.getWindow() == ReportWindow.ONE_DAY) {
                continue;
            }
            var start = report.getWindowStart().atZone(ZoneOffset.UTC);
            report.getIopsTotal().map(IopsFigures::getP95).ifPresent(p95 -> {
                Double[] hours = days.computeIfAbsent(start.toLocalDate(), day -> new Double[HOURS]);
                int hour = start.getHour();
                hours[hour] = hours[hour] == null ? p95 : Math.max(hours[hour], p95);
            });
        }
        ArrayNode rows = JSON.arrayNode();
        days.forEach((day, hours) -> {
            ArrayNode cells = JSON.arrayNode();
            for (Double hour : hours) {
                cells.add(hour);
            }
            rows.add(JSON.objectNode().put("day", day.toString()).set("hours", cells));
        });
        return rows;
    }

    private static void set(ObjectNode node, String name, Optional<Double> value) {
        value.ifPresent(known -> node.put(name, known));
    }
}
