package org.poolwarden.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class NoisyNeighboursTest {

    private static final Path HALF_HOURS = Path.of("../../shared/data/traces/cloudphysics-vm01-50-30min.csv");
    private static final int SLOTS = 240;

    @Test
    void halfOfAllRequestsFarAboveItsOwnHabitIsNoise() {
        List<DiskLoad> disks = quiet(99);
        disks.add(new DiskLoad("w05", 3025.5, OptionalDouble.empty(), 64.1, 10));

        assertThat(NoisyNeighbours.noisy(disks, true))
                .extracting(shared -> shared.load().disk())
                .containsExactly("w05");
        assertThat(NoisyNeighbours.noisy(disks, false)).isEmpty();
    }

    @Test
    void whoIsAlwaysThatBusyIsNotNoisy() {
        List<DiskLoad> disks = quiet(99);
        disks.add(new DiskLoad("database", 3025.5, OptionalDouble.empty(), 2_900, 50));

        assertThat(NoisyNeighbours.noisy(disks, true)).isEmpty();
        assertThat(NoisyNeighbours.busiest(disks).get(0).load().disk()).isEqualTo("database");
    }

    @Test
    void costCountsWhereAllDisksHaveOne() {
        DiskLoad many = new DiskLoad("many", 900, OptionalDouble.of(1), 0, 0);
        DiskLoad dear = new DiskLoad("dear", 100, OptionalDouble.of(9), 0, 0);
        DiskLoad unknown = new DiskLoad("unknown", 1, OptionalDouble.empty(), 0, 0);

        assertThat(NoisyNeighbours.busiest(List.of(many, dear)).get(0).load()).isEqualTo(dear);
        assertThat(NoisyNeighbours.busiest(List.of(many, dear, unknown)).get(0).load())
                .isEqualTo(many);
    }

    @Test
    void amongThreeDisksNoneCanBeNoisy() {
        DiskLoad loud = new DiskLoad("loud", 1_000, OptionalDouble.empty(), 1, 0);

        assertThat(NoisyNeighbours.noisy(List.of(loud, idle("a"), idle("b")), true))
                .isEmpty();
        assertThat(NoisyNeighbours.busiest(List.of(idle("a"), idle("b")))).isEmpty();
        assertThat(NoisyNeighbours.busiest(List.of())).isEmpty();
    }

    /** Real machines, in pages of 4 KiB per second: their file does not count requests. */
    @Test
    void aRealPoolHasItsNoisyHalfHour() throws IOException {
        Map<String, double[]> machines = halfHours();
        List<DiskLoad> loads = machines.entrySet().stream()
                .map(machine -> load(machine.getKey(), machine.getValue(), 159))
                .toList();

        List<NoisyNeighbours.Shared> noisy = NoisyNeighbours.noisy(loads, true);

        assertThat(noisy.get(0).load().disk()).isEqualTo("w05");
        assertThat(noisy.get(0).share()).isCloseTo(0.39, Offset.offset(0.005));
    }

    @Test
    void realPeaksDoNotCoincide() throws IOException {
        Map<String, double[]> machines = halfHours();
        double[] sums = IntStream.range(0, SLOTS)
                .mapToDouble(slot -> machines.values().stream()
                        .mapToDouble(rates -> rates[slot])
                        .sum())
                .toArray();

        double together = quantile(sums, 0.95);
        double apart = machines.values().stream()
                .mapToDouble(rates -> quantile(rates, 0.95))
                .sum();

        assertThat(apart / together).isCloseTo(1.863, Offset.offset(0.001));
    }

    private static Map<String, double[]> halfHours() throws IOException {
        assumeTrue(Files.isReadable(HALF_HOURS), "needs the shared trace " + HALF_HOURS.getFileName());
        Map<String, double[]> machines = new TreeMap<>();
        try (var lines = Files.lines(HALF_HOURS)) {
            lines.skip(1).map(line -> line.split(",")).forEach(row -> {
                int slot = Integer.parseInt(row[1]);
                if (slot < SLOTS) {
                    machines.computeIfAbsent(row[0], name -> new double[SLOTS])[slot] =
                            (Double.parseDouble(row[3]) + Double.parseDouble(row[4])) / 1800;
                }
            });
        }
        return machines;
    }

    private static DiskLoad load(String name, double[] rates, int slot) {
        double median = quantile(rates, 0.5);
        double[] deviations = IntStream.range(0, rates.length)
                .mapToDouble(i -> Math.abs(rates[i] - median))
                .toArray();
        return new DiskLoad(name, rates[slot], OptionalDouble.empty(), median, quantile(deviations, 0.5));
    }

    private static double quantile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.ceil(share * sorted.length) - 1];
    }

    private static List<DiskLoad> quiet(int count) {
        List<DiskLoad> disks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            disks.add(new DiskLoad("q" + i, 29, OptionalDouble.empty(), 30, 5));
        }
        return disks;
    }

    private static DiskLoad idle(String name) {
        return new DiskLoad(name, 0, OptionalDouble.empty(), 0, 0);
    }
}
