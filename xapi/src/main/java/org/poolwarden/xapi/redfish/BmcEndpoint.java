package org.poolwarden.xapi.redfish;

import java.net.URI;
import java.util.Objects;
import org.poolwarden.xapi.Credentials;

/**
 * Where a host's BMC is reached.
 *
 * @param base without a path, for example {@code https://10.0.1.11}
 */
public record BmcEndpoint(URI base, Credentials credentials) {

    public BmcEndpoint {
        Objects.requireNonNull(base, "base");
        Objects.requireNonNull(credentials, "credentials");
    }
}
