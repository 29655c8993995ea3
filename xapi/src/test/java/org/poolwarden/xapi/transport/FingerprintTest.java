package org.poolwarden.xapi.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FingerprintTest {

    private static final String HEX = "0f".repeat(32);

    @Test
    void isReadAsXenServerAndOpensslPrintIt() {
        String colons = "0F:".repeat(31) + "0F";

        assertThat(Fingerprint.parse(colons)).isEqualTo(Fingerprint.parse(HEX));
        assertThat(Fingerprint.parse(" " + HEX.toUpperCase() + "\n")).hasToString(colons);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0f", "sha256:0f", "zz0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f"})
    void anythingElseIsRefusedWithWhatWasExpected(String text) {
        assertThatThrownBy(() -> Fingerprint.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("64 hexadecimal digits");
    }
}
