package org.poolwarden.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SlotPlaceTest {

    @Test
    void anIntervalThatEndsOnTheMinuteIsTheLastOfTheMinuteBefore() {
        assertThat(SlotPlace.of(Instant.ofEpochSecond(60), 5)).containsExactly(new SlotPlace(0, 11));
        assertThat(SlotPlace.of(Instant.ofEpochSecond(65), 5)).containsExactly(new SlotPlace(1, 0));
    }

    @Test
    void aMinutesMeanStandsInForTwelveSlots() {
        assertThat(SlotPlace.of(Instant.ofEpochSecond(120), 60))
                .hasSize(12)
                .startsWith(new SlotPlace(1, 0))
                .endsWith(new SlotPlace(1, 11));
    }

    @Test
    void anHoursMeanHasNoPlace() {
        assertThat(SlotPlace.of(Instant.ofEpochSecond(3600), 3600)).isEmpty();
    }
}
