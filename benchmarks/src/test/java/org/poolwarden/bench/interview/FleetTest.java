package org.poolwarden.bench.interview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FleetTest {

    @Test
    void noTwoHostsOfTheLargestFleetHaveOneAddress() {
        Set<String> addresses =
                IntStream.range(0, 50_000).mapToObj(Fleet::address).collect(Collectors.toSet());

        assertThat(addresses).hasSize(50_000).allMatch(address -> address.matches("10\\.1\\.\\d{1,3}\\.\\d{1,3}"));
    }

    /** Recorded answers hold these addresses, and they are replaced by the fleet's own. */
    @Test
    void noRecordedAddressBeginsAnotherOrIsInTheFleet() {
        Set<String> recorded =
                IntStream.range(0, 64).mapToObj(Recording::address).collect(Collectors.toSet());

        assertThat(recorded).hasSize(64).allMatch(address -> address.length() == "10.0.0.11".length());
        assertThat(recorded).noneMatch(address -> address.startsWith("10.1."));
    }

    @Test
    void theSameHostsAreDrawnEveryTime() {
        Fleet fleet = new Fleet(2000, 10);

        assertThat(fleet.drawn(5)).hasSize(100).isEqualTo(new Fleet(2000, 10).drawn(5));
        assertThat(fleet.drawn(0)).isEmpty();
    }

    @Test
    void neighboursAreTheOthersOfAPoolAndNoneThatHangsItself() {
        assertThat(new Fleet(12, 4).neighboursOf(Set.of(1, 2, 8))).containsExactlyInAnyOrder(0, 3, 9, 10, 11);
    }

    @Test
    void aFleetHasWholePools() {
        assertThatThrownBy(() -> new Fleet(25, 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("25");
        assertThatThrownBy(() -> new Fleet(65, 65)).isInstanceOf(IllegalArgumentException.class);
    }
}
