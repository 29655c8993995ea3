package org.poolwarden.capacity.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.poolwarden.capacity.stream.CapacityDriver.sr;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.poolwarden.schema.CapacityReport;
import org.poolwarden.schema.IopsFigures;

/** The whole topology against plain lists and exact percentiles, over samples with gaps, duplicates and disorder. */
class SlowCalculationTest {

    private static final List<String> HOSTS = List.of("alpha", "beta", "gamma");
    private static final List<String> SRS = List.of("caa66549-0000", "77aa0000-0000");
    private static final int TEN_MINUTES = 120;
    private static final int SLOTS = 3 * TEN_MINUTES;

    @TempDir
    private Path stateDir;

    private record Told(String host, String sr, int slot, double reads, double writes) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 7, 42, 1963})
    void reportsAgreeWithPlainLists(long seed) {
        Random chance = new Random(seed);
        List<Told> told = told(chance);
        try (CapacityDriver driver = new CapacityDriver(stateDir)) {
            disordered(told, chance)
                    .forEach(one -> driver.send(sr(one.host(), one.sr(), one.slot(), one.reads(), one.writes())));
            for (String sr : SRS) {
                compare(
                        driver,
                        "sr/closet/" + sr,
                        told.stream().filter(one -> one.sr().equals(sr)).toList());
            }
            for (String host : HOSTS) {
                List<Told> its =
                        told.stream().filter(one -> one.host().equals(host)).toList();
                compare(driver, "host/closet/" + host, its);
            }
            compare(driver, "pool/closet", told);
        }
    }

    private static void compare(CapacityDriver driver, String subject, List<Told> told) {
        List<Told> ended = told.stream().filter(one -> one.slot() <= SLOTS).toList();
        List<Told> last =
                ended.stream().filter(one -> one.slot() > SLOTS - TEN_MINUTES).toList();
        compare(driver.report(subject + "/1h"), ended);
        compare(driver.report(subject + "/10m"), last);
    }

    private static void compare(CapacityReport report, List<Told> told) {
        assertThat(report.getSamples()).isEqualTo(told.size());
        assertThat(report.getLate()).isZero();
        Map<Integer, Double> reads = new HashMap<>();
        Map<Integer, Double> writes = new HashMap<>();
        Map<Integer, Double> total = new HashMap<>();
        for (Told one : told) {
            reads.merge(one.slot(), one.reads(), Double::sum);
            writes.merge(one.slot(), one.writes(), Double::sum);
            total.merge(one.slot(), one.reads() + one.writes(), Double::sum);
        }
        compare(report.getIopsRead().orElseThrow(), reads);
        compare(report.getIopsWrite().orElseThrow(), writes);
        compare(report.getIopsTotal().orElseThrow(), total);
    }

    private static void compare(IopsFigures figures, Map<Integer, Double> bySlot) {
        List<Double> sorted = bySlot.values().stream().sorted().toList();
        double mean = sorted.stream().mapToDouble(Double::doubleValue).sum() / sorted.size();
        assertThat(figures.getMean()).isCloseTo(mean, within(1e-6));
        assertThat(figures.getMin()).isCloseTo(sorted.get(0), within(1e-9));
        assertThat(figures.getMax()).isCloseTo(sorted.get(sorted.size() - 1), within(1e-9));
        withinARank(figures.getP50(), sorted, 0.5);
        withinARank(figures.getP95(), sorted, 0.95);
        withinARank(figures.getP99(), sorted, 0.99);
    }

    /** Conventions of ranks differ by one at most; from there a sketch may be wrong by 1 %. */
    private static void withinARank(double told, List<Double> sorted, double rank) {
        int index = (int) Math.floor(rank * (sorted.size() - 1));
        double low = sorted.get(Math.max(0, index - 1));
        double high = sorted.get(Math.min(sorted.size() - 1, index + 1));
        assertThat(told).as("quantile %s", rank).isBetween(low * 0.99, high * 1.01);
    }

    /** A tenth of all is missing; the tail is long, as with disks. The last half minute closes what is before it. */
    private static List<Told> told(Random chance) {
        List<Told> told = new ArrayList<>();
        for (int slot = 1; slot <= SLOTS + 7; slot++) {
            for (String host : HOSTS) {
                for (String sr : SRS) {
                    if (slot == 1 || slot > SLOTS || chance.nextInt(10) > 0) {
                        told.add(new Told(host, sr, slot, tailed(chance), tailed(chance)));
                    }
                }
            }
        }
        return told;
    }

    private static double tailed(Random chance) {
        return chance.nextInt(5) == 0 ? 0 : Math.exp(chance.nextDouble() * 8);
    }

    /** Samples of 20 s in any order and some of them twice; those that close the last minute stay the last. */
    private static List<Told> disordered(List<Told> told, Random chance) {
        List<Told> all = new ArrayList<>();
        for (int from = 0; from <= SLOTS; from += 4) {
            int first = from;
            List<Told> some = new ArrayList<>(told.stream()
                    .filter(one -> one.slot() > first && one.slot() <= Math.min(SLOTS, first + 4))
                    .toList());
            if (!some.isEmpty()) {
                some.add(some.get(chance.nextInt(some.size())));
            }
            Collections.shuffle(some, chance);
            all.addAll(some);
        }
        all.addAll(told.stream().filter(one -> one.slot() > SLOTS).toList());
        return all;
    }
}
