package org.poolwarden.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VmStartsTest {

    private static final Instant START = Instant.parse("2026-11-22T20:00:00Z");

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "Halted Running, true",
        "Halted Paused Running, true",
        "Running Halted Running, true",
        "Running, false",
        "Running Running, false",
        "Running Paused Running, false",
        "Suspended Running, false",
        "Halted Suspended Running, false",
        "Paused Running, false",
    })
    void aStartIsAWayFromHaltedToRunning(String states, boolean started) {
        List<String> told = Arrays.asList(states.split(" "));
        VmPower vm = VmPower.first(told.get(0), START);
        for (String state : told.subList(1, told.size())) {
            vm = vm.told(state, START.plusSeconds(60));
        }

        assertThat(vm.startedAt().isPresent()).isEqualTo(started);
    }

    @ParameterizedTest(name = "told after {0} s, started after {1} s, counted at {2} s: {3}")
    @CsvSource({
        "0, 60, 600, 1",
        "0, 60, 659, 1",
        "0, 60, 660, 0",
        "0, 700, 660, 0",
        "1, 60, 600, -1",
    })
    void startsOfTenMinutesCountAndOnlyAfterTenMinutesOfListening(int told, int started, int end, int count) {
        VmPower vm = VmPower.first("Halted", START.plusSeconds(told)).told("Running", START.plusSeconds(started));

        assertThat(VmStarts.before(START.plusSeconds(end), List.of(vm)).orElse(-1))
                .isEqualTo(count);
    }

    @Test
    void nobodyCountsWhereNoVmWasToldOf() {
        assertThat(VmStarts.before(START, List.of())).isEmpty();
    }
}
