package org.poolwarden.connect.pool;

import java.util.List;
import java.util.Optional;
import org.poolwarden.xapi.Credentials;
import org.poolwarden.xapi.HostEndpoint;

/**
 * How a pool is reached.
 *
 * @param name configured and unique in the fleet; the key on Kafka
 * @param credentials of root, which every host of the pool knows
 */
public record PoolAccess(String name, List<PoolHost> hosts, Credentials credentials) {

    public PoolAccess {
        hosts = List.copyOf(hosts);
    }

    /** The configured host that others name by {@code claimedAddress}. */
    public Optional<PoolHost> at(String claimedAddress) {
        return hosts.stream()
                .filter(host -> host.claimedAddress().equals(claimedAddress))
                .findFirst();
    }

    /**
     * A host that is not configured and that others name by {@code claimedAddress}: it is taken to be reached there, on
     * the port of the first one that is. Empty where it is no address.
     */
    public Optional<PoolHost> unconfigured(String name, String claimedAddress) {
        int port = hosts.get(0).endpoint().port();
        return HostEndpoint.isAddress(claimedAddress)
                ? Optional.of(
                        new PoolHost(new HostEndpoint(name, claimedAddress, port), claimedAddress, Optional.empty()))
                : Optional.empty();
    }
}
