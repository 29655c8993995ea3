package org.poolwarden.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DesktopFitTest {

    @ParameterizedTest
    @CsvSource({"26, 27", "4, 180", "6, 120", "10, 72", "20, 36", "37.5, 19"})
    void anArrayOfSevenHundredAndTwentyHoldsThePublishedNumbers(double iops, long desktops) {
        assertThat(DesktopFit.constant(iops).more(720, 1, 0)).isEqualTo(desktops);
    }

    @Test
    void aMixedEstateLeavesRoomForThreeNormalOrSixLight() {
        double used = 40 * steady(UserClass.LIGHT) + 20 * steady(UserClass.NORMAL) + 5 * steady(UserClass.POWER);

        assertThat(used / 720).isCloseTo(0.75, Offset.offset(1e-12));
        assertThat(DesktopFit.constant(steady(UserClass.NORMAL)).more(720, 0.8, used))
                .isEqualTo(3);
        assertThat(DesktopFit.constant(steady(UserClass.LIGHT)).more(720, 0.8, used))
                .isEqualTo(6);
        assertThat(DesktopFit.constant(steady(UserClass.LIGHT)).more(720, 0.7, used))
                .isZero();
    }

    @Test
    void theAnswerFitsAndOneMoreDoesNot() {
        Random random = new Random(5);
        for (int i = 0; i < 5_000; i++) {
            DesktopFit fit = new DesktopFit(0.1 + random.nextDouble() * 50, random.nextDouble() * 80, 1.645);
            double capacity = random.nextDouble() * 20_000;
            double used = random.nextDouble() * 5_000;
            double headroom = capacity * 0.8 - used;

            long more = fit.more(capacity, 0.8, used);

            assertThat(more == 0 || fit.need(more) <= headroom).isTrue();
            assertThat(fit.need(more + 1)).isGreaterThan(headroom);
        }
    }

    @Test
    void machineCreationCostsMoreAndItsCacheTakesMostOfItAway() {
        assertThat(Delivery.PVS.sharedIops(UserClass.NORMAL, Phase.STEADY)).isEqualTo(10);
        assertThat(Delivery.MCS.sharedIops(UserClass.NORMAL, Phase.STEADY)).isEqualTo(12);
        assertThat(Delivery.MCS.sharedIops(UserClass.NORMAL, Phase.BOOT_STORM))
                .isCloseTo(26 * 1.6, Offset.offset(1e-9));
        assertThat(Delivery.MCS_INTELLICACHE.sharedIops(UserClass.NORMAL, Phase.STEADY))
                .isCloseTo(1.2, Offset.offset(1e-9));
        assertThat(Delivery.MCS_INTELLICACHE.withoutCache(UserClass.NORMAL, Phase.STEADY))
                .isEqualTo(12);
    }

    private static double steady(UserClass user) {
        return Delivery.PVS.sharedIops(user, Phase.STEADY);
    }
}
