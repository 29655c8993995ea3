package org.poolwarden.sim.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.poolwarden.sim.workload.Workload.Io;

class WorkloadsTest {

    private static final Instant MIDNIGHT = Instant.parse("2026-11-23T00:00:00Z");
    private static final Path TRACES = Path.of("../../shared/data/traces");

    @TempDir
    private Path folder;

    @Test
    void theSameSlotHasTheSameNumbers() {
        Workload random = Workloads.random(7, 50);

        assertThat(random.during("a", 0, MIDNIGHT)).isEqualTo(random.during("a", 0, MIDNIGHT));
        assertThat(random.during("a", 0, MIDNIGHT)).isNotEqualTo(random.during("b", 1, MIDNIGHT));
        double mean = IntStream.range(0, 10_000)
                .mapToObj(i -> random.during("a", 0, MIDNIGHT.plusSeconds(5L * i)))
                .mapToDouble(io -> io.reads() + io.writes())
                .average()
                .orElseThrow();
        assertThat(mean).isCloseTo(50, Offset.offset(3.0));
    }

    /** Boot is reads, work is writes: four boot storms' worth of the numbers of Citrix' planning guide. */
    @Test
    void aDayOfDesktopsHasItsStorms() {
        Workload day = Workloads.vdiDay(1);

        assertThat(total(day, "03:00")).isLessThan(100);
        assertThat(total(day, "07:59")).isGreaterThan(total(day, "12:00") * 1.5);
        assertThat(readShare(day, "12:00")).isCloseTo(0.2, Offset.offset(0.01));
        assertThat(readShare(day, "07:45")).isGreaterThan(0.5);
    }

    private static double total(Workload day, String time) {
        return desktops(day, time).stream()
                .mapToDouble(io -> io.reads() + io.writes())
                .sum();
    }

    private static double readShare(Workload day, String time) {
        return desktops(day, time).stream().mapToDouble(Io::reads).sum() / total(day, time);
    }

    private static List<Io> desktops(Workload day, String time) {
        Instant at = Instant.parse("2026-11-23T" + time + ":00Z");
        return IntStream.range(0, 100)
                .mapToObj(i -> day.during("vdi" + i, i, at))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "version,time,op,size,lbn\n1,1000000,28,4096,7\n1,2000000,2a,512,8\n1,7000000,28,4096,9\n",
                "1000.000 0 200626176 4096 1\n2000.5 0 3159347200 512 0\n7000.1 0 3 4096 1\n",
                "1000000000 1 5 8 1\n2000000000 0 264719034 1 0\n7000000000 0 3 8 1\n"
            })
    void aTraceIsKnownByItsFirstLine(String text) throws IOException {
        TraceReplay replay = TraceReplay.of(file(text), MIDNIGHT);

        assertThat(replay.length()).hasSeconds(10);
        Io first = replay.during("a", 0, MIDNIGHT.plusSeconds(5));
        assertThat(first.reads()).isEqualTo(0.2);
        assertThat(first.writes()).isEqualTo(0.2);
        assertThat(first.readBytes()).isEqualTo(4096 / 5.0);
        assertThat(replay.during("a", 0, MIDNIGHT.plusSeconds(10)).writes()).isZero();
        assertThat(replay.during("a", 0, MIDNIGHT.plusSeconds(15)))
                .as("it begins again")
                .isEqualTo(first);
        assertThat(replay.during("b", 1, MIDNIGHT.plusSeconds(5))).isEqualTo(Io.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello world", "version,time,op,size,lbn\n1,2\n", "1 2 3 4 5\nx"})
    void whatIsNoTraceIsNamed(String text) throws IOException {
        Path file = file(text);

        assertThatThrownBy(() -> TraceReplay.of(file, MIDNIGHT))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("expected");
    }

    /** The sums of real traces, against an independent calculation that lies beside them. */
    @ParameterizedTest
    @ValueSource(strings = {"mqsim-wsrch-small.trace", "msr-cut-rw_20_80.105.trace", "cloudphysics-vscsi-2h.csv"})
    void aRealTraceHasTheRequestsThatItHas(String name) throws IOException {
        Path trace = TRACES.resolve(name);
        Path truth = TRACES.resolve("ground_truth").resolve(name.replaceAll("\\.(trace|csv)$", ".10s.csv"));
        assumeTrue(Files.exists(trace) && Files.exists(truth), "the real traces are not here: " + trace);
        TraceReplay replay = TraceReplay.of(trace, MIDNIGHT);
        List<String> windows = Files.readAllLines(truth);

        for (int i = 1; i < windows.size(); i++) {
            String[] window = windows.get(i).split(",");
            Instant from = MIDNIGHT.plusSeconds(10L * (i - 1));
            Io a = replay.during("a", 0, from.plusSeconds(5));
            boolean isWhole = replay.length().toSeconds() >= 10L * i;
            Io b = isWhole ? replay.during("a", 0, from.plusSeconds(10)) : Io.NONE;
            assertThat((a.reads() + b.reads()) * 5).isCloseTo(Double.parseDouble(window[1]), Offset.offset(1e-6));
            assertThat((a.writes() + b.writes()) * 5).isCloseTo(Double.parseDouble(window[2]), Offset.offset(1e-6));
        }
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("trace"), text);
    }
}
