package org.poolwarden.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class SaturationTest {

    private static final OptionalDouble UNKNOWN = OptionalDouble.empty();

    @Test
    void tenFullMinutesOpenAndNineDoNot() {
        assertThat(used(Saturation.CALM, 0.95, 9).isOpen()).isFalse();
        assertThat(used(Saturation.CALM, 0.95, 10).isOpen()).isTrue();
    }

    @Test
    void oneCalmMinuteStartsTheCountAgain() {
        Saturation broken = used(used(Saturation.CALM, 0.95, 9), 0.5, 1);

        assertThat(used(broken, 0.95, 9).isOpen()).isFalse();
    }

    @Test
    void betweenTheBoundsItStaysAsItIs() {
        Saturation open = used(Saturation.CALM, 0.95, 10);

        assertThat(used(open, 0.8, 60).isOpen()).isTrue();
        assertThat(used(Saturation.CALM, 0.8, 60).isOpen()).isFalse();
        assertThat(used(open, 0.5, 9).isOpen()).isTrue();
        assertThat(used(open, 0.5, 10).isOpen()).isFalse();
    }

    @Test
    void latencyAndQueueOpenWithoutAnyCapacity() {
        Saturation slow = Saturation.CALM;
        Saturation queued = Saturation.CALM;
        for (int minute = 0; minute < 30; minute++) {
            assertThat(queued.isOpen()).isFalse();
            slow = slow.after(UNKNOWN, OptionalDouble.of(0.025), UNKNOWN);
            queued = queued.after(UNKNOWN, UNKNOWN, OptionalDouble.of(11));
        }

        assertThat(slow.isOpen()).isTrue();
        assertThat(queued.isOpen()).isTrue();
    }

    @Test
    void aMinuteWithoutFiguresChangesNothing() {
        Saturation before = used(Saturation.CALM, 0.95, 5);

        assertThat(before.after(UNKNOWN, UNKNOWN, UNKNOWN)).isEqualTo(before);
    }

    @Test
    void aBandThatClosesAboveItsOpeningIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Hysteresis.Band(0.5, 0.6, 1))
                .withMessageContaining("0.6");
    }

    private static Saturation used(Saturation from, double share, int minutes) {
        Saturation now = from;
        for (int minute = 0; minute < minutes; minute++) {
            now = now.after(OptionalDouble.of(share), UNKNOWN, UNKNOWN);
        }
        return now;
    }
}
