package org.poolwarden.bench.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.poolwarden.schema.CapacityReport;
import org.poolwarden.schema.IopsFigures;
import org.poolwarden.schema.ReportScope;
import org.poolwarden.schema.ReportWindow;

class ReportsTest {

    private static final String KEY = "pool/closet/10m";
    private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");
    private static final Instant LAST = START.plusSeconds(600);

    private final Reports one = new Reports(LAST);
    private final Reports other = new Reports(LAST);

    @Test
    void equalReportsDoNotDiffer() {
        one.add(KEY, report(LAST, 100).build());
        other.add(KEY, report(LAST, 100).build());

        assertThat(one.differences(other)).isEmpty();
        assertThat(one.has(KEY, LAST)).isTrue();
    }

    @Test
    void aDifferentPercentileIsTold() {
        one.add(KEY, report(LAST, 100).build());
        other.add(KEY, report(LAST, 101).build());

        assertThat(one.differences(other))
                .singleElement()
                .asString()
                .startsWith(KEY + " until 2026-11-24T10:10:00Z: iopsTotal is ")
                .contains("100.0", "101.0");
    }

    @Test
    void aDifferentCountIsTold() {
        one.add(KEY, report(LAST, 100).build());
        other.add(KEY, report(LAST, 100).setSamples(119).build());

        assertThat(one.differences(other))
                .containsExactly(KEY + " until 2026-11-24T10:10:00Z: samples is 120, and on the other side 119");
    }

    @Test
    void aReportOfOneSideOnlyIsTold() {
        one.add(KEY, report(LAST, 100).build());
        other.add("host/closet/a/10m", report(LAST, 100).build());

        assertThat(one.differences(other))
                .containsExactly(
                        KEY + " until 2026-11-24T10:10:00Z is missing on the other side",
                        "host/closet/a/10m until 2026-11-24T10:10:00Z is told by the other side only");
    }

    @Test
    void whatCapacityRulesAddIsNotCompared() {
        one.add(KEY, report(LAST, 100).setHeadroomIops(7.0).build());
        other.add(KEY, report(LAST, 100).build());

        assertThat(one.differences(other)).isEmpty();
    }

    @Test
    void whatGoesOnAfterTheLastMinuteIsLeftOut() {
        one.add(KEY, report(LAST.plusSeconds(60), 100).build());

        assertThat(one.size()).isZero();
    }

    private static CapacityReport.Builder report(Instant end, double p95) {
        return CapacityReport.newBuilder()
                .setScope(ReportScope.POOL)
                .setPool("closet")
                .setWindow(ReportWindow.TEN_MINUTES)
                .setWindowStart(START)
                .setWindowEnd(end)
                .setCoverage(1)
                .setSamples(120)
                .setLate(0)
                .setDropped(0)
                .setSources(1)
                .setStale(false)
                .setIopsTotal(new IopsFigures(50.0, 1.0, 40.0, p95, 110.0, 120.0))
                .setFits(List.of())
                .setNoisy(List.of())
                .setBusiest(List.of())
                .setCorrected(List.of());
    }
}
