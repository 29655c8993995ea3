package org.poolwarden.xapi.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import org.junit.jupiter.api.Test;

class FreshClientsTest {

    private final FreshClients clients = new FreshClients(HttpClient::newHttpClient);

    @Test
    void oneClientGoesToManyAddresses() {
        HttpClient first = clients.to("10.0.0.1:443");

        assertThat(clients.to("10.0.0.2:443")).isSameAs(first);
        assertThat(clients.to("10.0.0.1:444")).isSameAs(first);
    }

    @Test
    void noClientGoesToAnAddressTwice() {
        HttpClient first = clients.to("10.0.0.1:443");
        HttpClient second = clients.to("10.0.0.1:443");

        assertThat(second).isNotSameAs(first);
        assertThat(clients.to("10.0.0.2:443")).isSameAs(second);
        assertThat(clients.to("10.0.0.1:443")).isNotSameAs(second).isNotSameAs(first);
    }
}
