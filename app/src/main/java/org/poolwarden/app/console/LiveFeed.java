package org.poolwarden.app.console;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Tells every open page what has changed. Nobody waits for a page that does not read. */
final class LiveFeed implements AutoCloseable {

    /** Each holds a thread and a connection. */
    private static final int MOST = 100;

    private final Set<LiveClient> clients = ConcurrentHashMap.newKeySet();
    private final AtomicLong events = new AtomicLong();

    /** A client that hears from now on; empty when there are too many. */
    Optional<LiveClient> open() {
        if (clients.size() >= MOST) {
            return Optional.empty();
        }
        LiveClient client = new LiveClient(clients::remove);
        clients.add(client);
        client.offer(event("hello", "{}"));
        return Optional.of(client);
    }

    /**
     * @param json in one line
     */
    void tell(String event, String json) {
        String text = event(event, json);
        clients.forEach(client -> client.offer(text));
    }

    private String event(String name, String json) {
        return "id: " + events.incrementAndGet() + "\nevent: " + name + "\ndata: " + json + "\n\n";
    }

    int size() {
        return clients.size();
    }

    @Override
    public void close() {
        clients.forEach(LiveClient::close);
    }
}
