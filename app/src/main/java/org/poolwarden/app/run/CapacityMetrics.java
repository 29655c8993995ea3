package org.poolwarden.app.run;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.poolwarden.schema.CapacityReport;
import org.poolwarden.schema.IopsFigures;
import org.poolwarden.schema.ReportWindow;

/**
 * Shows the last ten-minute report of each subject as gauges. What is absent in a report is NaN, as Prometheus writes
 * absence.
 */
final class CapacityMetrics {

    private final MeterRegistry meters;
    private final Map<Tags, CapacityReport> latest = new ConcurrentHashMap<>();

    CapacityMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    /** On the stream thread, after each report. */
    void show(CapacityReport report) {
        meters.counter(
                        "poolwarden.capacity.reports",
                        "window",
                        report.getWindow().name())
                .increment();
        if (report.getWindow() != ReportWindow.TEN_MINUTES) {
            return;
        }
        Tags tags = Tags.of(
                "scope", report.getScope().name(),
                "pool", report.getPool().orElse(""),
                "id", report.getId().orElse(""));
        if (latest.put(tags, report) == null) {
            register(tags);
        }
    }

    private void register(Tags tags) {
        gauge("iops.read", tags, report -> report.getIopsRead().map(IopsFigures::getMean));
        gauge("iops.write", tags, report -> report.getIopsWrite().map(IopsFigures::getMean));
        gauge("iops", tags, report -> report.getIopsTotal().map(IopsFigures::getMean));
        gauge("iops.p95", tags, report -> report.getIopsTotal().map(IopsFigures::getP95));
        gauge("latency.seconds", tags, report -> report.getMeanLatencyMs().map(ms -> ms / 1000));
        gauge("limit.functional", tags, CapacityReport::getCapacityFunctional);
        gauge("limit.conserving", tags, CapacityReport::getCapacityConserving);
        gauge("utilisation", tags, CapacityReport::getUtilisation);
        gauge("headroom.iops", tags, CapacityReport::getHeadroomIops);
        gauge("offload.ratio", tags, CapacityReport::getOffloadRatio);
        gauge("coverage", tags, report -> Optional.of(report.getCoverage()));
        gauge("stale", tags, report -> Optional.of(report.getStale() ? 1.0 : 0.0));
    }

    private void gauge(String name, Tags tags, Function<CapacityReport, Optional<Double>> figure) {
        Gauge.builder("poolwarden.capacity." + name, latest, reports -> Optional.ofNullable(reports.get(tags))
                        .flatMap(figure)
                        .orElse(Double.NaN))
                .tags(tags)
                .register(meters);
    }

    /** Before pools are spread anew: what is no longer ours shows no old figure. */
    void forget() {
        latest.clear();
    }
}
