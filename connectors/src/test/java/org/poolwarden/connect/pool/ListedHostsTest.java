package org.poolwarden.connect.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.poolwarden.xapi.Credentials;
import org.poolwarden.xapi.HostEndpoint;

class ListedHostsTest {

    private final PoolAccess pool = new PoolAccess(
            "closet",
            List.of(new PoolHost(new HostEndpoint("alpha", "127.0.0.1", 8443), "10.0.0.1", Optional.empty())),
            new Credentials("root", "x"));
    private final List<String> ended = new ArrayList<>();
    private final ListedHosts<String> hosts = new ListedHosts<>(
            pool, host -> host.name() + " at " + host.endpoint().authority(), ended::add);

    @Test
    void aHostThatIsListedAndNotConfiguredIsTakenToBeOnTheOthersPort() {
        hosts.listed(Map.of("10.0.0.1", "alpha", "10.0.0.2", "beta"));
        hosts.listed(Map.of("10.0.0.1", "alpha", "10.0.0.2", "beta"));

        assertThat(hosts.all()).containsExactly("beta at 10.0.0.2:8443");
    }

    @Test
    void aNameThatIsTakenOrEmptyIsNoName() {
        hosts.listed(Map.of("10.0.0.2", "alpha"));
        hosts.listed(Map.of("10.0.0.2", "alpha", "10.0.0.3", ""));

        assertThat(hosts.all()).containsExactly("10.0.0.2 at 10.0.0.2:8443", "10.0.0.3 at 10.0.0.3:8443");
    }

    @Test
    void whatIsNoAddressIsNobody() {
        hosts.listed(Map.of("", "beta", "not an address", "gamma"));

        assertThat(hosts.all()).isEmpty();
    }

    @Test
    void aHostIsLeftWhenTwoListingsInARowDoNotHaveIt() {
        hosts.listed(Map.of("10.0.0.2", "beta"));
        hosts.listed(Map.of());
        hosts.listed(Map.of("10.0.0.2", "beta"));
        hosts.listed(Map.of());
        assertThat(ended).isEmpty();

        hosts.listed(Map.of());
        assertThat(ended).containsExactly("beta at 10.0.0.2:8443");
        assertThat(hosts.all()).isEmpty();
    }
}
