package org.poolwarden.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LatencyKneeTest {

    /** A 7.2k SATA disk as published: IOPS and milliseconds. */
    private static final double[][] SATA = {{10, 13}, {25, 15}, {60, 20}, {85, 30}, {100, 40}, {130, 100}};

    @Test
    void theCurveOfASataDiskIsLearned() {
        LatencyKnee knee = LatencyKnee.fit(sata()).orElseThrow();

        assertThat(knee.idleLatencySeconds()).isCloseTo(0.0122205, Offset.offset(5e-8));
        assertThat(knee.maxIops()).isCloseTo(146.4715, Offset.offset(5e-5));
    }

    @Test
    void anObjectiveOfTwentyMillisecondsIsALittleMoreThanAThird() {
        assertThat(new LatencyKnee(0.01239, 148.1).iopsAt(0.020)).isCloseTo(56.35, Offset.offset(0.005));
        assertThat(new LatencyKnee(0.030, 100).iopsAt(0.020)).isZero();
    }

    @Test
    void sixWindowsTeachNothing() {
        assertThat(LatencyKnee.gap(sata())).contains(LatencyKnee.Gap.TOO_FEW_WINDOWS);
        assertThat(LatencyKnee.learned(sata())).isEmpty();
    }

    @Test
    void aLoadThatHardlyVariesTeachesNothing() {
        LatencySums sums = LatencySums.NONE;
        for (int i = 0; i < 100; i++) {
            sums = sums.plus(100, 0.010);
        }

        assertThat(LatencyKnee.gap(sums)).contains(LatencyKnee.Gap.NOT_ENOUGH_LOAD_RANGE);
    }

    @Test
    void latencyThatFallsWithLoadHasNoKnee() {
        LatencySums sums = LatencySums.NONE;
        for (int i = 1; i <= 40; i++) {
            sums = sums.plus(i * 10, 0.010 - i * 0.0001);
        }

        assertThat(LatencyKnee.gap(sums)).contains(LatencyKnee.Gap.LATENCY_DOES_NOT_RISE);
        assertThat(LatencyKnee.learned(sums)).isEmpty();
    }

    @Test
    void anIdleWindowSaysNothing() {
        assertThat(LatencySums.NONE.plus(0, 0)).isEqualTo(LatencySums.NONE);
        assertThat(LatencySums.NONE.spread()).isZero();
        assertThat(Latency.of(0, 0)).isEmpty();
        assertThat(Latency.of(2, 100)).hasValue(0.02);
    }

    private static LatencySums sata() {
        LatencySums sums = LatencySums.NONE;
        for (double[] point : SATA) {
            sums = sums.plus(point[0], point[1] / 1000);
        }
        return sums;
    }
}
