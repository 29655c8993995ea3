package org.poolwarden.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class TallyTest {

    private final Tally tally = Tally.empty();

    @Test
    void whatIsExactIsExactAndQuantilesAreWithinOnePercentOfARank() {
        double[] values = new Random(7).doubles(1441, 0, 1060).map(Math::rint).toArray();
        DoubleStream.of(values).forEach(tally::add);
        double[] sorted = DoubleStream.of(values).sorted().toArray();

        assertThat(tally.count()).isEqualTo(1441);
        assertThat(tally.mean()).isEqualTo(DoubleStream.of(values).average().orElseThrow());
        assertThat(tally.max()).isEqualTo(sorted[1440]);
        for (double rank : new double[] {0.5, 0.95, 0.99}) {
            double exact = sorted[(int) Math.floor(rank * 1440)];
            assertThat(tally.quantile(rank)).isCloseTo(exact, within(exact * Tally.ACCURACY));
        }
    }

    @Test
    void aMinuteTakesFewBytesAndComesBackAsItWas() {
        for (int slot = 0; slot < 12; slot++) {
            tally.add(100 + slot * slot);
        }

        Tally back = Tally.of(tally.count(), tally.millionths(), tally.min(), tally.max(), tally.encoded());

        assertThat(tally.encoded().remaining()).isLessThan(80);
        assertThat(back.encoded()).isEqualTo(tally.encoded());
        assertThat(back.figures()).isEqualTo(tally.figures());
    }

    @Test
    void nothingIsZeroAndNotNaN() {
        assertThat(tally.mean()).isZero();
        assertThat(tally.quantile(0.95)).isZero();
    }
}
