package org.poolwarden.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunctionalIopsTest {

    private static final Offset<Double> ROUNDED = Offset.offset(0.005);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            # disks | each  | r     | raid    | A    | B
              8     | 150   | 0.1   | RAID_10 | 660  | 631.58
              8     | 187.5 | 0.1   | RAID_10 | 825  | 789.47
              8     | 150   | 0.2   | RAID_10 | 720  | 666.67
              8     | 150   | 0.33333333 | RAID_10 | 800 | 720
              8     | 150   | 0.2   | RAID_5  | 480  | 352.94
              8     | 150   | 0.2   | RAID_6  | 400  | 240
              16    | 175   | 0.3   | RAID_10 | 1820 | 1647.06
              16    | 175   | 0     | RAID_10 | 1400 | 1400
              8     | 110   | 0.2   | RAID_10 | 528  | 488.89
              12    | 75    | 0.2   | RAID_5  | 360  | 264.71
            """)
    void thePublishedExamplesComeOut(int disks, double each, double reads, RaidLevel raid, double a, double b) {
        FunctionalIops iops = FunctionalIops.of(disks, each, raid);

        assertThat(iops.feller(reads)).isCloseTo(a, ROUNDED);
        assertThat(iops.conserved(reads)).isCloseTo(b, ROUNDED);
    }

    @ParameterizedTest
    @CsvSource({
        "2, .5, 1.125",
        "2, .8, 1.080",
        "2, .9, 1.045",
        "4, .5, 1.5625",
        "4, .8, 1.360",
        "4, .9, 1.2025",
        "6, .5, 2.0417",
        "6, .8, 1.6667",
        "6, .9, 1.375"
    })
    void fellersFormulaPromisesMore(double penalty, double writes, double over) {
        FunctionalIops iops = new FunctionalIops(1000, penalty);

        assertThat(iops.feller(1 - writes) / iops.conserved(1 - writes)).isCloseTo(over, Offset.offset(0.00005));
    }

    @Test
    void theInvariantsHoldForAnyArray() {
        Random random = new Random(4);
        for (int i = 0; i < 5_000; i++) {
            double raw = random.nextDouble() * 1e6;
            double penalty = 1 + random.nextDouble() * 5;
            double reads = random.nextDouble();
            FunctionalIops iops = new FunctionalIops(raw, penalty);
            Offset<Double> rounding = Offset.offset(raw * 1e-12);

            assertThat(iops.feller(reads)).isGreaterThanOrEqualTo(iops.conserved(reads) * (1 - 1e-12));
            assertThat(iops.feller(1)).isCloseTo(raw, rounding);
            assertThat(iops.conserved(1)).isCloseTo(raw, rounding);
            assertThat(iops.feller(0)).isCloseTo(raw / penalty, rounding);
            assertThat(iops.conserved(0)).isCloseTo(raw / penalty, rounding);
            assertThat(FunctionalIops.flat(raw).feller(reads)).isCloseTo(raw, rounding);
            assertThat(FunctionalIops.flat(raw).conserved(reads)).isCloseTo(raw, rounding);
            FunctionalIops dearer = new FunctionalIops(raw, penalty + 0.5);
            assertThat(dearer.feller(reads)).isLessThanOrEqualTo(iops.feller(reads));
            assertThat(dearer.conserved(reads)).isLessThanOrEqualTo(iops.conserved(reads));
            assertThat(iops.feller(reads * 0.9)).isLessThanOrEqualTo(iops.feller(reads) * (1 + 1e-12));
            assertThat(iops.conserved(reads * 0.9)).isLessThanOrEqualTo(iops.conserved(reads) * (1 + 1e-12));
        }
    }

    @Test
    void whatIsNoNumberIsRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FunctionalIops.flat(Double.NaN))
                .withMessageContaining("raw")
                .withMessageContaining("NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FunctionalIops(100, 0.5))
                .withMessageContaining("0.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FunctionalIops.flat(100).feller(1.1))
                .withMessageContaining("1.1");
    }

    @Test
    void anSrTypeWithoutDisksHasNoDefault() {
        assertThat(SrType.named("iso")).isEmpty();
        assertThat(SrType.named("lvmoiscsi").orElseThrow().assumed().feller(0.1))
                .isCloseTo(660, ROUNDED);
    }
}
