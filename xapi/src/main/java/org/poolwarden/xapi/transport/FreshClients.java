package org.poolwarden.xapi.transport;

import java.net.http.HttpClient;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Clients for calls that need a new connection: none goes to an address twice. The JDK's uses a connection again
 * although it was asked to close it, so a second call to an address takes another client. Each has a thread and files
 * until it is collected: one for every call would be thousands where hundreds of hosts hang.
 */
final class FreshClients {

    private final Supplier<HttpClient> factory;
    private final Set<String> visited = new HashSet<>();
    private HttpClient client;

    FreshClients(Supplier<HttpClient> factory) {
        this.factory = factory;
        this.client = factory.get();
    }

    /**
     * @param authority {@code host:port}
     */
    synchronized HttpClient to(String authority) {
        if (!visited.add(authority)) {
            client = factory.get();
            visited.clear();
            visited.add(authority);
        }
        return client;
    }
}
