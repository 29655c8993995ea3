package org.poolwarden.xapi;

import java.net.URI;
import java.net.URISyntaxException;
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
        if (!isAddress(address)) {
            throw new IllegalArgumentException("expected an IP literal without brackets or a DNS name, was " + address);
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port must be 1 to 65535, was " + port);
        }
    }

    /** Whether {@code text} is an address: hosts name others, and may name anything. */
    public static boolean isAddress(String text) {
        String host = text.contains(":") ? "[" + text + "]" : text;
        try {
            return host.equals(new URI("https://" + host + ":443/").getHost());
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** As it stands in a URL: {@code 10.0.0.11:443} or {@code [fe80::1]:443}. */
    public String authority() {
        return (address.contains(":") ? "[" + address + "]" : address) + ":" + port;
    }
}
