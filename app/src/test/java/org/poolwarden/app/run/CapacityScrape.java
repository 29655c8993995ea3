package org.poolwarden.app.run;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Instant;
import java.util.List;
import org.poolwarden.schema.CapacityReport;
import org.poolwarden.schema.ReportScope;
import org.poolwarden.schema.ReportWindow;

/** What {@code /metrics} says after one report of each scope: the first real one takes longer than a test may. */
public final class CapacityScrape {

    private CapacityScrape() {}

    public static String text() {
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        CapacityMetrics metrics = new CapacityMetrics(meters);
        for (ReportScope scope : List.of(ReportScope.SR, ReportScope.HOST, ReportScope.POOL)) {
            metrics.show(CapacityReport.newBuilder()
                    .setScope(scope)
                    .setPool("closet")
                    .setId("caa66549")
                    .setWindow(ReportWindow.TEN_MINUTES)
                    .setWindowStart(Instant.EPOCH)
                    .setWindowEnd(Instant.EPOCH)
                    .setCoverage(1)
                    .setSamples(0)
                    .setLate(0)
                    .setSources(1)
                    .setStale(false)
                    .setFits(List.of())
                    .setNoisy(List.of())
                    .setBusiest(List.of())
                    .setCorrected(List.of())
                    .setDropped(0)
                    .build());
        }
        return meters.scrape();
    }
}
