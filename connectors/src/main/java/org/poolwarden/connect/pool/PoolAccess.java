package org.poolwarden.connect.pool;

import java.util.List;
import java.util.Optional;
import org.poolwarden.xapi.Credentials;

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

    /** The host that others name by {@code claimedAddress}. */
    public Optional<PoolHost> at(String claimedAddress) {
        return hosts.stream()
                .filter(host -> host.claimedAddress().equals(claimedAddress))
                .findFirst();
    }
}
