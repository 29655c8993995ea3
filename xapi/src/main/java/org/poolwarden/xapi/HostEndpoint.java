package org.poolwarden.xapi;

import java.util.Objects;

/**
 * Where a host's API is reached.
 *
 * @param name for people; unique in its pool
 * @param address an IP literal without brackets, or a DNS name; example {@code 10.0.0.11}
 * @param port of HTTPS; 443 on real hosts
 */
public record HostEndpoint(String name, String address, int port) {

    public HostEndpoint {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(address, "address");
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port must be 1 to 65535, was " + port);
        }
    }

    /** As it stands in a URL: {@code 10.0.0.11:443} or {@code [fe80::1]:443}. */
    public String authority() {
        return (address.contains(":") ? "[" + address + "]" : address) + ":" + port;
    }
}
