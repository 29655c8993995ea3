package org.poolwarden.app.operate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MomentsTest {

    @ParameterizedTest
    @ValueSource(strings = {"1ms", "400ms", "90s", "30m", "48h", "0ms"})
    void whatIsReadIsWrittenAgain(String word) {
        assertThat(Moments.word(Moments.read(word).orElseThrow())).isEqualTo(word);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30", "m", "-5m", "5 m", "5d", "1h30m", "1234567890s"})
    void whatIsNoTimeIsNotRead(String word) {
        assertThat(Moments.read(word)).isEmpty();
    }

    @Test
    void aTimeIsWrittenInTheGreatestUnitThatDividesIt() {
        assertThat(Moments.word(Duration.ofSeconds(7200))).isEqualTo("2h");
        assertThat(Moments.word(Duration.ofSeconds(7260))).isEqualTo("121m");
    }

    @Test
    void anInstantTellsHowFarItIs() {
        Instant now = Instant.parse("2026-11-22T20:00:00Z");

        assertThat(Moments.text(now.minusSeconds(119), now)).isEqualTo("2026-11-22 19:58:01Z (119 s ago)");
        assertThat(Moments.text(now.plusSeconds(600), now)).isEqualTo("2026-11-22 20:10:00Z (in 10 min)");
        assertThat(Moments.text(now.minus(Duration.ofDays(3)), now)).endsWith("(3 d ago)");
    }
}
