package org.poolwarden.app.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.poolwarden.capacity.StorageCapacity;
import org.poolwarden.schema.CapacityReport;
import org.poolwarden.schema.DiskSample;
import org.poolwarden.schema.IopsFigures;
import org.poolwarden.schema.ProfileSource;
import org.poolwarden.schema.ReportWindow;
import org.poolwarden.sim.trace.Figures;
import org.poolwarden.sim.trace.RequestTrace;
import org.poolwarden.sim.trace.Slot;
import org.poolwarden.sim.trace.Trace;
import org.poolwarden.sim.trace.TraceFormat;

/** What the real topology reports of a trace, against the trace. */
class TraceRunTest {

    private static final SampleSource SOURCE = new SampleSource("pool", "host", "caa66549-0001");
    private static final Path TRACES = Path.of("../../shared/data/traces");
    private static final Offset<Double> EXACT = Offset.offset(1e-4);

    @TempDir
    private Path folder;

    /** Twelve minutes with one read every second, and ten writes in the first. */
    @Test
    void aReportTellsWhatIsInTheTrace() throws IOException {
        StringBuilder lines = new StringBuilder("0.0 0 1 512 0\n".repeat(10));
        for (int second = 0; second < 720; second++) {
            lines.append(second * 1000L).append(".0 0 1 4096 1\n");
        }
        Path file = Files.writeString(folder.resolve("a.trace"), lines);
        StorageCapacity disks = new StorageCapacity(Spindles.of("8x150", "10"), ProfileSource.FILE, "eight of fifteen");
        List<CapacityReport> reports = reports(trace(file), Optional.of(disks));

        assertThat(reports)
                .extracting(CapacityReport::getWindow)
                .containsExactly(
                        ReportWindow.TEN_MINUTES,
                        ReportWindow.TEN_MINUTES,
                        ReportWindow.ONE_HOUR,
                        ReportWindow.ONE_DAY);
        CapacityReport day = reports.get(3);
        assertThat(day.getSamples()).isEqualTo(144);
        assertThat(day.getCoverage()).isEqualTo(1);
        assertThat(day.getStale()).isFalse();
        assertThat(day.getLate()).isZero();
        IopsFigures iops = day.getIopsTotal().orElseThrow();
        assertThat(iops.getMean()).isCloseTo(730.0 / 720, EXACT);
        assertThat(iops.getMax()).isCloseTo(3, EXACT);
        assertThat(iops.getP95()).isCloseTo(1, Offset.offset(0.01));
        assertThat(day.getReadShare().orElseThrow()).isCloseTo(720.0 / 730, EXACT);
        assertThat(day.getProfile()).contains("eight of fifteen");
    }

    @Test
    void anIdleHourIsZeroAndNotUnknown() throws IOException {
        Path file = Files.writeString(folder.resolve("a.trace"), "0.0 0 1 512 0\n3599000.0 0 1 512 0\n");

        CapacityReport day = last(reports(trace(file), Optional.empty()));
        assertThat(day.getSamples()).isEqualTo(720);
        assertThat(day.getCoverage()).isEqualTo(1);
        assertThat(day.getIopsTotal().orElseThrow().getMean()).isCloseTo(2 / 3600.0, Offset.offset(1e-6));
        assertThat(day.getIopsTotal().orElseThrow().getP99()).isZero();
    }

    /** Counts and means as they are, percentiles within 1 % of the nearest rank's value. */
    @ParameterizedTest
    @ValueSource(strings = {"cloudphysics-vscsi-2h.csv", "msr-cut-rw_20_80.105.trace", "mqsim-wsrch-small.trace"})
    void sketchesOfRealTracesAreAsExactAsPromised(String name) throws IOException {
        Path file = TRACES.resolve(name);
        assumeTrue(Files.exists(file), "the real traces are not here: " + file);
        RequestTrace trace = trace(file);
        CapacityReport day = last(reports(trace, Optional.empty()));

        Figures exact = trace.slots().perSecond(Slot::requests);
        IopsFigures told = day.getIopsTotal().orElseThrow();
        System.out.printf(
                Locale.ROOT,
                "%-28s n %d/%d  mean %.4f/%.4f  p50 %.2f/%.2f  p95 %.2f/%.2f  p99 %.2f/%.2f  max %.2f/%.2f%n",
                name,
                day.getSamples(),
                exact.count(),
                told.getMean(),
                exact.mean(),
                told.getP50(),
                exact.p50(),
                told.getP95(),
                exact.p95(),
                told.getP99(),
                exact.p99(),
                told.getMax(),
                exact.max());
        assertThat(day.getSamples()).isEqualTo(exact.count());
        assertThat(told.getMean()).isCloseTo(exact.mean(), EXACT);
        assertThat(told.getMax()).isCloseTo(exact.max(), EXACT);
        double[] sorted = sorted(trace);
        isNearRank(told.getP50(), sorted, 50);
        isNearRank(told.getP95(), sorted, 95);
        isNearRank(told.getP99(), sorted, 99);
    }

    private static void isNearRank(double told, double[] sorted, int percent) {
        double exact = sorted[(percent * sorted.length + 99) / 100 - 1];
        assertThat(told).as("p" + percent).isCloseTo(exact, Offset.offset(0.01 * exact + 1e-9));
    }

    private static double[] sorted(RequestTrace trace) {
        return LongStream.range(0, trace.slots().count())
                .mapToDouble(i -> trace.slots().at(i).requests() / 5.0)
                .sorted()
                .toArray();
    }

    private static List<CapacityReport> reports(RequestTrace trace, Optional<StorageCapacity> capacity)
            throws IOException {
        Stream<DiskSample> samples = TraceSamples.of(trace, SOURCE);
        return new TraceRun(SOURCE, capacity).reports(samples, () -> {});
    }

    private static CapacityReport last(List<CapacityReport> reports) {
        return reports.get(reports.size() - 1);
    }

    private static RequestTrace trace(Path file) throws IOException {
        return (RequestTrace) Trace.read(file, TraceFormat.of(file).orElseThrow(), bytes -> {});
    }
}
