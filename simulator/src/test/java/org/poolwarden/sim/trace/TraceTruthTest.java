package org.poolwarden.sim.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real traces, against an independent calculation that lies beside them and rounds to four digits, or to two. */
class TraceTruthTest {

    private static final Path TRACES = Path.of("../../shared/data/traces");
    private static final Offset<Double> FOUR_DIGITS = Offset.offset(0.00005001);
    private static final Offset<Double> TWO_DIGITS = Offset.offset(0.005001);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cloudphysics-vscsi-2h.csv",
                "msr-cut-rw_20_80.105.trace",
                "mqsim-wsrch-small.trace",
                "mqsim-tpcc-small.trace"
            })
    void requestsAreCountedAsTheTruthCountsThem(String name) throws IOException {
        JsonNode truth = truth(name);
        RequestTrace trace = (RequestTrace) trace(name);

        Slot total = trace.total();
        assertThat(total.requests()).isEqualTo(truth.get("ios").longValue());
        assertThat(total.reads().requests()).isEqualTo(truth.get("reads").longValue());
        assertThat(total.reads().bytes() / 1e6).isCloseTo(truth.get("read_MB").doubleValue(), Offset.offset(0.0005001));
        assertThat(total.writes().bytes() / 1e6)
                .isCloseTo(truth.get("write_MB").doubleValue(), Offset.offset(0.0005001));
        assertThat(trace.meanIops()).isCloseTo(truth.get("mean_iops").doubleValue(), FOUR_DIGITS);
        assertThat(trace.readShare()).isCloseTo(truth.get("read_share").doubleValue(), FOUR_DIGITS);
        assertThat(trace.oddities().outOfOrder())
                .isEqualTo(truth.get("time_inversions").longValue());
        assertThat(trace.oddities().malformed()).isZero();
        if (truth.has("iops_5s")) {
            Windows fives = trace.slots();
            same(name, fives.perSecond(Slot::requests), truth.get("iops_5s"), FOUR_DIGITS);
            same(name + " reads", fives.perSecond(s -> s.reads().requests()), truth.get("iops_5s_read"), FOUR_DIGITS);
            same(
                    name + " writes",
                    fives.perSecond(s -> s.writes().requests()),
                    truth.get("iops_5s_write"),
                    FOUR_DIGITS);
            assertThat(fives.empty()).isEqualTo(truth.get("empty_5s_windows").longValue());
            same(name + " 10 s", fives.merged(2).perSecond(Slot::requests), truth.get("iops_10s"), FOUR_DIGITS);
            if (truth.has("iops_60s")) {
                same(name + " 60 s", fives.merged(12).perSecond(Slot::requests), truth.get("iops_60s"), FOUR_DIGITS);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cloudphysics-vscsi-2h.csv", "msr-cut-rw_20_80.105.trace", "mqsim-wsrch-small.trace"})
    void everyWindowOfTenSecondsAndOfAMinuteIsTheSame(String name) throws IOException {
        RequestTrace trace = (RequestTrace) trace(name);

        assertThat(rows(trace.slots().merged(2))).isEqualTo(rows(name, "10s"));
        assertThat(rows(trace.slots().merged(12))).isEqualTo(rows(name, "60s"));
    }

    @ParameterizedTest
    @ValueSource(strings = "iostat-1s-11disk.output")
    void ratesOfIostatAreThoseOfTheTruth(String name) throws IOException {
        JsonNode truth = truth(name);
        RateTrace trace = (RateTrace) trace(name);

        assertThat(trace.devices()).hasSize(truth.get("dev").size());
        assertThat(trace.step()).hasSeconds(1);
        trace.devices().keySet().forEach(device -> {
            JsonNode disk = truth.get("dev").get(device);
            same(
                    name + " " + device,
                    trace.of(device, r -> r.speed().iops()).orElseThrow(),
                    disk.get("iops"),
                    TWO_DIGITS);
            assertThat(trace.greatest(device, r -> r.load().queue()))
                    .hasValue(disk.get("avgqu_sz_max").doubleValue());
            assertThat(trace.greatest(device, r -> r.load().awaitMillis()))
                    .hasValue(disk.get("await_ms_max").doubleValue());
            assertThat(trace.greatest(device, r -> r.load().busyPercent()))
                    .hasValue(disk.get("util_pct_max").doubleValue());
        });
        same(name + " all", trace.ofAll(r -> r.speed().iops()).orElseThrow(), truth.get("all_disks_iops"), TWO_DIGITS);
    }

    @ParameterizedTest
    @ValueSource(strings = "nab-ec2_disk_write_bytes_1ef3de.csv")
    void bytesOfCloudWatchAreThoseOfTheTruth(String name) throws IOException {
        RateTrace trace = (RateTrace) trace(name);

        Figures bytes = trace.of("disk", r -> r.speed().writeBytes()).orElseThrow();
        JsonNode truth = truth(name).get("write_bytes");
        assertThat(bytes.count()).isEqualTo(truth.get("n").longValue());
        assertThat(bytes.mean() * 300).isCloseTo(truth.get("mean").doubleValue(), Offset.offset(0.06));
        assertThat(bytes.p95() * 300).isCloseTo(truth.get("p95").doubleValue(), Offset.offset(0.06));
        assertThat(bytes.p99() * 300).isCloseTo(truth.get("p99").doubleValue(), Offset.offset(0.06));
        assertThat(bytes.max() * 300).isCloseTo(truth.get("max").doubleValue(), Offset.offset(0.06));
        assertThat(trace.ofAll(r -> r.speed().iops())).as("requests per second").isEmpty();
    }

    private static void same(String what, Figures ours, JsonNode theirs, Offset<Double> rounding) {
        System.out.printf(
                Locale.ROOT,
                "%-36s n %6d  mean %.4f / %s  p50 %.4f / %s  p95 %.4f / %s  p99 %.4f / %s  max %.4f / %s%n",
                what,
                ours.count(),
                ours.mean(),
                theirs.get("mean"),
                ours.p50(),
                theirs.get("p50"),
                ours.p95(),
                theirs.get("p95"),
                ours.p99(),
                theirs.get("p99"),
                ours.max(),
                theirs.get("max"));
        assertThat(ours.count()).as(what).isEqualTo(theirs.get("n").longValue());
        assertThat(ours.mean()).as(what).isCloseTo(theirs.get("mean").doubleValue(), rounding);
        assertThat(ours.p50()).as(what).isCloseTo(theirs.get("p50").doubleValue(), rounding);
        assertThat(ours.p95()).as(what).isCloseTo(theirs.get("p95").doubleValue(), rounding);
        assertThat(ours.p99()).as(what).isCloseTo(theirs.get("p99").doubleValue(), rounding);
        assertThat(ours.max()).as(what).isCloseTo(theirs.get("max").doubleValue(), rounding);
    }

    private static List<String> rows(Windows windows) {
        double seconds = windows.width().toSeconds();
        return java.util.stream.LongStream.range(0, windows.count())
                .mapToObj(i -> row(i, windows.at(i), seconds))
                .toList();
    }

    private static String row(long number, Slot slot, double seconds) {
        return String.format(
                Locale.ROOT,
                "%d,%d,%d,%.6f,%.3f,%.3f",
                Stamps.EPOCH.getEpochSecond() + number * (long) seconds,
                slot.reads().requests(),
                slot.writes().requests(),
                slot.requests() / seconds,
                slot.reads().bytes() / seconds,
                slot.writes().bytes() / seconds);
    }

    private static List<String> rows(String name, String width) throws IOException {
        Path file = TRACES.resolve("ground_truth").resolve(name.replaceAll("\\.[a-z]+$", "." + width + ".csv"));
        return Files.readAllLines(file).stream()
                .skip(1)
                .map(line -> line.split(","))
                .map(row -> String.join(",", row[0], row[1], row[2], row[5], row[7], row[8]))
                .toList();
    }

    private static Trace trace(String name) throws IOException {
        Path file = TRACES.resolve(name);
        assumeTrue(Files.exists(file), "the real traces are not here: " + file);
        return Trace.read(file, TraceFormat.of(file).orElseThrow(), bytes -> {});
    }

    private static JsonNode truth(String name) throws IOException {
        Path truth = TRACES.resolve("ground_truth").resolve(name.replaceAll("\\.[a-z]+$", ".json"));
        assumeTrue(Files.exists(truth), "the real traces are not here: " + truth);
        return new ObjectMapper().readTree(truth.toFile());
    }
}
