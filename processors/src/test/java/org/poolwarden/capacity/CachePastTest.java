package org.poolwarden.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CachePastTest {

    private static final CachePast USUAL = new CachePast(Collections.nCopies(6, 0.9), Optional.empty());

    @ParameterizedTest(name = "offload {0}, local SR {1}: falls back {2}")
    @CsvSource({
        "0.6, 0.95, true",
        "0.6, 0.90, true",
        "0.6, 0.89, false",
        "0.71, 0.95, false",
        "0.9, 1, false",
    })
    void aCacheFallsBackWhenItsOffloadDropsAndItsSrIsFull(double ratio, double used, boolean falls) {
        CachePast after = USUAL.ended(OptionalDouble.of(ratio), OptionalDouble.of(used), 7);

        assertThat(after.fallingSince().isPresent()).isEqualTo(falls);
    }

    @ParameterizedTest(name = "offload {0}, local SR {1}: still {2}")
    @CsvSource({"0.6, 0.95, true", "0.75, 0.95, true", "0.85, 0.95, false", "0.6, 0.5, false"})
    void itEndsWhenHalfIsBackOrThereIsRoom(double ratio, double used, boolean still) {
        CachePast falling = USUAL.ended(OptionalDouble.of(0.5), OptionalDouble.of(0.95), 7);

        assertThat(falling.ended(OptionalDouble.of(ratio), OptionalDouble.of(used), 8)
                        .fallingSince())
                .isEqualTo(still ? Optional.of(7L) : Optional.empty());
    }

    @Test
    void whileItFallsItLearnsNothing() {
        CachePast falling = USUAL.ended(OptionalDouble.of(0.5), OptionalDouble.of(0.95), 7);

        assertThat(falling.offloads()).isEqualTo(USUAL.offloads());
    }

    @Test
    void withoutAnHourBehindItNothingIsUsual() {
        CachePast young = new CachePast(Collections.nCopies(5, 0.9), Optional.empty());

        assertThat(young.ended(OptionalDouble.of(0), OptionalDouble.of(1), 7).fallingSince())
                .isEmpty();
    }

    @Test
    void aDaysWindowsAreKept() {
        CachePast full = new CachePast(Collections.nCopies(144, 0.9), Optional.empty());

        assertThat(full.ended(OptionalDouble.of(0.8), OptionalDouble.empty(), 7).offloads())
                .hasSize(144)
                .endsWith(0.8);
    }
}
