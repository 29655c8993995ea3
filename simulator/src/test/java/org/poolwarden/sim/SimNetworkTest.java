package org.poolwarden.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What happens last to a path counts. */
class SimNetworkTest {

    private static final Duration SLOWNESS = Duration.ofMillis(400);

    private final VirtualClock clock = new VirtualClock(Instant.EPOCH);
    private final SimNetwork network = new SimNetwork(clock, new Random(1));

    @Test
    void aPlaceThatIsCutOffKeepsItsBmc() {
        network.cut("closet/alpha", "*");

        assertThat(network.carries("rack-a", "closet/alpha")).isFalse();
        assertThat(network.carries("closet/alpha", "closet/beta")).isFalse();
        assertThat(network.carries("rack-a", "bmc:closet/alpha")).isTrue();
    }

    @Test
    void aCutOneWayLetsTheOtherWayPassButNoConnection() {
        network.cutOneWay("closet/alpha", "rack-a");

        assertThat(network.carries("rack-a", "closet/alpha")).isTrue();
        assertThat(network.connects("rack-a", "closet/alpha")).isFalse();
    }

    @Test
    void whoMendsOnePathOfAPlaceLeavesItsOthersCut() {
        network.cut("closet/alpha", "*");
        network.heal("closet/beta", "closet/alpha");

        assertThat(network.connects("closet/alpha", "closet/beta")).isTrue();
        assertThat(network.connects("closet/alpha", "closet/gamma")).isFalse();
    }

    @Test
    void whoMendsAPlaceLeavesTheOtherEndsCut() {
        network.cut("rack-a", "*");
        network.cut("closet/alpha", "*");
        network.heal("*", "closet/alpha");

        assertThat(network.connects("closet/alpha", "closet/beta")).isTrue();
        assertThat(network.connects("rack-a", "closet/alpha")).isFalse();
    }

    @Test
    void everythingIsMendedAtOnce() {
        network.cut("*", "*");
        assertThat(network.carries("closet/alpha", "rack-a")).isFalse();

        network.healAll("*");

        assertThat(network.connects("closet/alpha", "rack-a")).isTrue();
    }

    @Test
    void aFlappingPathIsUpFirstAndThenDownUntilItIsMended() {
        network.flap("closet/alpha", "*", Duration.ofSeconds(3), Duration.ofSeconds(7));

        assertThat(isUpAt(0)).isTrue();
        assertThat(isUpAt(2)).isTrue();
        assertThat(isUpAt(3)).isFalse();
        assertThat(isUpAt(9)).isFalse();
        assertThat(isUpAt(10)).isTrue();
        assertThat(isUpAt(13)).isFalse();

        network.heal("closet/alpha", "*");

        assertThat(isUpAt(14)).isTrue();
        assertThat(isUpAt(40)).isTrue();
    }

    @Test
    void aPathThatFlapsForNoTimeIsRefused() {
        assertThatThrownBy(() -> network.flap("a", "b", Duration.ZERO, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT0S/PT1S");
    }

    @Test
    void aSlowPathIsSlowBothWaysUntilItIsMended() {
        network.slow("rack-a", "closet/alpha", SLOWNESS);

        assertThat(network.latency("closet/alpha", "rack-a")).isGreaterThanOrEqualTo(SLOWNESS);
        assertThat(network.latency("rack-a", "closet/beta")).isLessThan(SLOWNESS);

        network.heal("rack-a", "closet/alpha");

        assertThat(network.latency("closet/alpha", "rack-a")).isLessThan(SLOWNESS);
    }

    @Test
    void aLossyPathLosesItsShare() {
        network.lossy("rack-a", "closet/alpha", 40);

        long lost = java.util.stream.IntStream.range(0, 1000)
                .filter(call -> network.loses("rack-a", "closet/alpha"))
                .count();

        assertThat(lost).isBetween(340L, 460L);
        assertThat(network.loses("closet/beta", "rack-a")).isFalse();
    }

    private boolean isUpAt(int second) {
        clock.advanceTo(Instant.EPOCH.plusSeconds(second));
        return network.connects("rack-a", "closet/alpha");
    }
}
