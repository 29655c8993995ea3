package org.poolwarden.bench.interview;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatenciesTest {

    @Test
    void withinAMillisecondTheyAreTakenToBeSpreadEvenly() {
        assertThat(Latencies.of(List.of(2, 2, 2, 2)).quantile(0.5)).isEqualTo(2.5);
        assertThat(Latencies.of(List.of(0, 0, 0, 9)).quantile(0.5)).isEqualTo(2.0 / 3);
    }

    @Test
    void oneOfAHundredMayBeLongerThanTheP99() {
        List<Integer> took = new ArrayList<>(Collections.nCopies(99, 1));
        took.add(700);

        assertThat(Latencies.of(took).quantile(0.99)).isEqualTo(2.0);
        assertThat(Latencies.of(took).quantile(0.995)).isEqualTo(700.5);
    }

    @Test
    void whereThereIsNoneThereIsNoQuantile() {
        assertThat(Latencies.of(List.of()).quantile(0.5)).isNaN();
    }
}
