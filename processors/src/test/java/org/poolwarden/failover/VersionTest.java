package org.poolwarden.failover;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionTest {

    @ParameterizedTest
    @CsvSource({
        "8.2.0,8.2.1",
        "8.2,8.2.1",
        "7.6.0,8.0",
        "8.2.9,8.2.10",
        "1.2.3.4.5.6.7,1.2.3.4.5.6.8",
        "8.2.1-20231120153045,8.2.1-20231120153046"
    })
    void theFirstNumberThatDiffersDecides(String older, String newer) {
        assertThat(Version.isOlder(older, newer)).isTrue();
        assertThat(Version.isOlder(newer, older)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"8.2.1,8.2.1", "8.2,8.2.0", "'',8.2.1", "8.2.1,''", "hotfix,8.2.1", "8.2.1,hotfix"})
    void equalsAndUnknownsAreNotOlder(String some, String other) {
        assertThat(Version.isOlder(some, other)).isFalse();
        assertThat(Version.isOlder(other, some)).isFalse();
    }
}
