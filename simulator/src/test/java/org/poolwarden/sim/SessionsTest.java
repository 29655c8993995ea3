package org.poolwarden.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SessionsTest {

    private static final Instant START = Console.START;

    private final Sessions sessions = new Sessions("closet/alpha");

    @Test
    void ofTooManySessionsOfOneOriginatorTheOldestEnd() {
        String first = sessions.open("poolwarden", START);
        String other = sessions.open("XO", START);
        for (int i = 1; i <= 500; i++) {
            sessions.open("poolwarden", START.plusSeconds(i));
        }
        assertThat(sessions.isOpen(first))
                .as("only the master's next pass ends it")
                .isTrue();
        sessions.collect(START.plusSeconds(600), nobody -> false);

        assertThat(sessions.isOpen(first)).isFalse();
        assertThat(sessions.isOpen(other)).isTrue();
    }

    @Test
    void withoutAnOriginatorFewerAreAllowed() {
        String first = sessions.open("", START);
        for (int i = 1; i <= 400; i++) {
            sessions.open("", START.plusSeconds(i));
        }
        sessions.collect(START.plusSeconds(600), nobody -> false);

        assertThat(sessions.isOpen(first)).isFalse();
    }

    @Test
    void aSessionThatNobodyUsesEndsAfterADay() {
        String idle = sessions.open("idle", START);
        String used = sessions.open("busy", START);
        sessions.used(used, START.plus(Duration.ofHours(20)));
        sessions.collect(START.plus(Duration.ofHours(25)), nobody -> false);

        assertThat(sessions.isOpen(idle)).isFalse();
        assertThat(sessions.isOpen(used)).isTrue();
    }

    @Test
    void localSessionsHaveNoLimits() {
        String local = sessions.openLocal();
        for (int i = 0; i < 1000; i++) {
            sessions.openLocal();
        }
        sessions.collect(START.plus(Duration.ofDays(30)), nobody -> false);

        assertThat(sessions.isLocal(local)).isTrue();
    }

    @Test
    void aSessionThatWaitsForATaskNeitherEndsNorCounts() {
        String busy = sessions.open("poolwarden", START);
        for (int i = 1; i <= 500; i++) {
            sessions.open("poolwarden", START.plusSeconds(i));
        }
        sessions.collect(START.plus(Duration.ofHours(25)), busy::equals);
        assertThat(sessions.isOpen(busy)).isTrue();

        sessions.collect(START.plus(Duration.ofHours(25)), nobody -> false);
        assertThat(sessions.isOpen(busy)).isFalse();
    }

    @Test
    void eachKindOfSessionHasALogoutOfItsOwn() {
        String session = sessions.open("poolwarden", START);
        String local = sessions.openLocal();
        sessions.close(local);
        sessions.closeLocal(session);

        assertThat(sessions.isLocal(local)).isTrue();
        assertThat(sessions.isOpen(session)).isTrue();
    }
}
