package org.poolwarden.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiveFoldTest {

    @ParameterizedTest
    @CsvSource({
        "25.1.0, false",
        "25.2.0, true",
        "v25.6.0, true",
        "25.30.1-2.xs8, true",
        "25.31.0, false",
        "26.1.0, false",
        "24.39.1, false",
        "'', false",
        "unknown, false"
    })
    void theFaultCameAndWentWithAVersion(String version, boolean faulty) {
        assertThat(FiveFold.isIn(version)).isEqualTo(faulty);
    }

    @Test
    void aQueueFiveTimesItselfGivesItAway() {
        assertThat(FiveFold.showsIn(5.1, 1.0)).isTrue();
        assertThat(FiveFold.showsIn(1.05, 1.0)).isFalse();
        assertThat(FiveFold.showsIn(0, 0)).isFalse();
        assertThat(FiveFold.showsIn(1, 0)).isFalse();
    }
}
