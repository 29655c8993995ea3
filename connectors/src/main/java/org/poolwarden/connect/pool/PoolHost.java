package org.poolwarden.connect.pool;

import java.util.Optional;
import org.poolwarden.xapi.HostEndpoint;
import org.poolwarden.xapi.redfish.BmcEndpoint;

/**
 * One host that is asked.
 *
 * @param endpoint where TCP goes
 * @param claimedAddress its management address as other hosts name it in HOST_IS_SLAVE; mostly the endpoint's own
 * @param bmc whose power can be read; empty where none is configured
 */
public record PoolHost(HostEndpoint endpoint, String claimedAddress, Optional<BmcEndpoint> bmc) {

    public String name() {
        return endpoint.name();
    }
}
