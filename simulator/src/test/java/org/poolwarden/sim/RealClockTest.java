package org.poolwarden.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RealClockTest {

    private static final Instant MORNING = Instant.parse("2026-11-23T06:00:00Z");

    @Test
    void aHurriedClockLivesAnHourWithinSeconds() throws InterruptedException {
        try (RealClock clock = new RealClock(MORNING)) {
            clock.hurry(36_000, MORNING.plus(Duration.ofDays(1)));
            CountDownLatch lived = new CountDownLatch(1);

            clock.after(Duration.ofHours(1), lived::countDown);

            assertThat(lived.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(clock.now()).isAfterOrEqualTo(MORNING.plus(Duration.ofHours(1)));
        }
    }

    @Test
    void timeNeverJumpsWhenThePaceChanges() {
        try (RealClock clock = new RealClock(MORNING)) {
            Instant before = clock.now();
            clock.hurry(2, before.plusSeconds(60));
            Instant after = clock.now();

            assertThat(before).isBetween(MORNING, MORNING.plusSeconds(3600));
            assertThat(after).isBetween(before, before.plusSeconds(3600));
        }
    }

    @Test
    void aHurryEndsWhereItWasToldTo() throws InterruptedException {
        try (RealClock clock = new RealClock(MORNING)) {
            Instant until = MORNING.plus(Duration.ofHours(10));
            clock.hurry(36_000, until);
            CountDownLatch lived = new CountDownLatch(1);

            clock.after(Duration.ofHours(9), lived::countDown);

            assertThat(lived.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(clock.now()).isBefore(until.plus(Duration.ofHours(1)));
        }
    }
}
