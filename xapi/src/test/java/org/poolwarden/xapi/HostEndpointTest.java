package org.poolwarden.xapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostEndpointTest {

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.11", "fe80::1", "fe80::1%eth0", "alpha.example.org", "alpha"})
    void anAddressStandsInAUrl(String address) {
        assertThat(HostEndpoint.isAddress(address)).isTrue();
        assertThat(URI.create("https://" + new HostEndpoint("a", address, 443).authority() + "/")
                        .getHost())
                .isNotNull();
    }

    /** What a host may name as its master, by mistake or malice. */
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "127.0.0.1:8083", "a b", "x/y", "root@10.0.0.1", "[::1]", "a_b", "\n"})
    void whatIsNoneIsRefused(String text) {
        assertThat(HostEndpoint.isAddress(text)).isFalse();
        assertThatThrownBy(() -> new HostEndpoint("a", text, 443)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPortIsOne() {
        assertThatThrownBy(() -> new HostEndpoint("a", "10.0.0.1", 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
