package org.poolwarden.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.LongToDoubleFunction;
import java.util.stream.LongStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RunwayTest {

    private static final List<DayDemand> TEN_A_DAY = LongStream.rangeClosed(0, 10)
            .mapToObj(day -> new DayDemand(day, 400 + 10 * day))
            .toList();

    @Test
    void tenMoreADayLastTwentyTwoDays() {
        assertThat(Runway.of(TEN_A_DAY, 720)).contains(new Runway(22, 22, 22));
        assertThat(Runway.of(TEN_A_DAY, 576).orElseThrow().mid()).isCloseTo(7.6, Offset.offset(1e-9));
    }

    @Test
    void pastTheLimitNoDayIsLeft() {
        assertThat(Runway.of(TEN_A_DAY, 450)).contains(new Runway(0, 0, 0));
    }

    @Test
    void sixDaysAreTooFew() {
        assertThat(Runway.gap(TEN_A_DAY.subList(0, 6))).contains(Runway.Gap.TOO_FEW_DAYS);
        assertThat(Runway.of(TEN_A_DAY.subList(0, 7), 720)).isPresent();
    }

    @Test
    void equalDaysAndFallingOnesAreNoGrowth() {
        assertThat(Runway.gap(days(i -> 500))).contains(Runway.Gap.NO_GROWTH_TREND);
        assertThat(Runway.gap(days(i -> 500 - i))).contains(Runway.Gap.NO_GROWTH_TREND);
        assertThat(Runway.gap(days(i -> i % 2 == 0 ? 500 : 400))).contains(Runway.Gap.NO_GROWTH_TREND);
    }

    @Test
    void oneWildDayMovesTheMiddleByNothing() {
        List<DayDemand> wild = new ArrayList<>(TEN_A_DAY);
        wild.set(5, new DayDemand(5, 9_000));

        assertThat(Runway.slope(wild).mid()).isEqualTo(10);
    }

    @Test
    void theOrderOfTheDaysIsOfNoMatter() {
        Random random = new Random(6);
        List<DayDemand> noisy = new ArrayList<>(days(i -> 400 + 8 * i + random.nextInt(20)));
        Runway sorted = Runway.of(noisy, 1_000).orElseThrow();

        Collections.shuffle(noisy, random);

        assertThat(Runway.of(noisy, 1_000)).contains(sorted);
        assertThat(sorted.low()).isLessThan(sorted.mid());
        assertThat(sorted.mid()).isLessThan(sorted.high());
    }

    @Test
    void aDayToldTwiceIsRefused() {
        List<DayDemand> twice = new ArrayList<>(TEN_A_DAY);
        twice.add(new DayDemand(3, 1));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Runway.of(twice, 720))
                .withMessageContaining("3");
    }

    private static List<DayDemand> days(LongToDoubleFunction iops) {
        return LongStream.range(0, 14)
                .mapToObj(day -> new DayDemand(day, iops.applyAsDouble(day)))
                .toList();
    }
}
