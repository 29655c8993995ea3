package org.poolwarden.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.OptionalInt;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhaseRuleTest {

    private static final PhaseRule RULE = new PhaseRule(100, PhaseRule.LEAST_STARTED);

    @ParameterizedTest
    @CsvSource(
            nullValues = "?",
            textBlock =
                    """
            # iops, reads, started, phase
              100,  0.2,   0,       STEADY
              400,  0.8,   20,      BOOT_STORM
              400,  0.8,   ?,       BOOT_STORM
              400,  0.8,   2,       STEADY
              290,  0.8,   20,      STEADY
              400,  0.2,   20,      STEADY
              160,  0.5,   0,       LOGON_STORM
              140,  0.5,   0,       STEADY
              0,    0,     0,       STEADY
            """)
    void readsAndRiseTellThePhase(double iops, double reads, Integer started, Phase phase) {
        OptionalInt starts = started == null ? OptionalInt.empty() : OptionalInt.of(started);

        assertThat(RULE.phase(iops, reads, starts)).isEqualTo(phase);
    }

    @Test
    void nothingRisesAboveABaselineOfNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PhaseRule(0, 3))
                .withMessageContaining("0.0");
    }

    @Test
    void offloadAndHitRatioAreNotTheSame() {
        assertThat(CacheOffload.ratio(100, 1_000)).hasValueCloseTo(0.9, Offset.offset(1e-12));
        assertThat(CacheOffload.ratio(1_200, 1_000)).hasValue(0);
        assertThat(CacheOffload.ratio(10, 0)).isEmpty();
        assertThat(CacheOffload.readHitRatio(300, 100)).hasValue(0.75);
        assertThat(CacheOffload.readHitRatio(0, 0)).isEmpty();
    }

    @Test
    void withoutItsCacheTheSharedSrBearsItAll() {
        assertThat(CacheOffload.sharedIops(1_000, 0.9)).isCloseTo(100, Offset.offset(1e-9));
        assertThat(CacheOffload.sharedIops(1_000, 0)).isEqualTo(1_000);
    }

    @Test
    void aCacheFallsBackWhenItDropsOnAFullDisk() {
        assertThat(CacheOffload.isFallingBack(0.4, 0.9, 0.95)).isTrue();
        assertThat(CacheOffload.isFallingBack(0.4, 0.9, 0.5)).isFalse();
        assertThat(CacheOffload.isFallingBack(0.85, 0.9, 0.95)).isFalse();
    }
}
