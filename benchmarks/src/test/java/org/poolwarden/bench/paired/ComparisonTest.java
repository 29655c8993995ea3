package org.poolwarden.bench.paired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.poolwarden.bench.paired.Comparison.Better;

class ComparisonTest {

    /** Ratios of medians would be 1: each round has its own weather. */
    @Test
    void theRatioIsTheMedianOfTheRatiosOfEachRound() {
        Comparison comparison = new Comparison(List.of(1.0, 2.0, 4.0), List.of(4.0, 2.0, 6.0), Better.LOWER);

        assertThat(comparison.ratio()).isEqualTo(1.5);
    }

    @Test
    void anEvenNumberOfRoundsHasItsMedianBetweenTheTwoInTheMiddle() {
        assertThat(Comparison.median(List.of(4.0, 1.0, 2.0, 9.0))).isEqualTo(3.0);
    }

    @Test
    void aFigureThatGrowsIsWorseOnlyWhereLowerIsBetter() {
        List<Double> control = List.of(10.0, 10.0, 10.0);
        List<Double> grown = List.of(12.0, 12.0, 12.0);

        assertThat(new Comparison(control, grown, Better.LOWER).verdict(0.1)).startsWith("does NOT hold");
        assertThat(new Comparison(control, grown, Better.HIGHER).verdict(0.1)).startsWith("holds");
        assertThat(new Comparison(grown, control, Better.HIGHER).verdict(0.1)).startsWith("does NOT hold");
    }

    @Test
    void theToleranceItselfStillHolds() {
        Comparison comparison = new Comparison(List.of(100.0, 100.0, 100.0), List.of(90.0, 90.0, 90.0), Better.HIGHER);

        assertThat(comparison.verdict(0.1)).startsWith("holds");
        assertThat(comparison.verdict(0.09)).startsWith("does NOT hold");
    }

    @Test
    void nothingIsSaidWhenTheControlMoved() {
        Comparison moved = new Comparison(List.of(10.0, 11.6, 10.0), List.of(10.0, 11.6, 10.0), Better.LOWER);
        Comparison steady = new Comparison(List.of(10.0, 11.4, 10.0), List.of(10.0, 11.4, 10.0), Better.LOWER);

        assertThat(moved.verdict(0.1)).isEqualTo("no verdict: the control moved by 16 %");
        assertThat(steady.verdict(0.1)).startsWith("holds");
    }

    @Test
    void nothingIsSaidAfterTwoRounds() {
        Comparison comparison = new Comparison(List.of(1.0, 1.0), List.of(1.0, 1.0), Better.LOWER);

        assertThat(comparison.verdict(0.1)).isEqualTo("no verdict: fewer than 3 rounds");
    }

    @Test
    void everyRoundHasBoth() {
        assertThatThrownBy(() -> new Comparison(List.of(1.0, 2.0), List.of(1.0), Better.LOWER))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[1.0, 2.0]");
    }
}
