package org.poolwarden.xapi.transport;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/**
 * Looks names up on threads of its own, each name once at a time: the JDK has no other way, and a name server that is
 * silent holds a thread for half a minute. What was found is remembered by the JDK, whose client looks it up again.
 */
final class Names implements AutoCloseable {

    /** How a name becomes an address. */
    interface Lookup {
        InetAddress of(String name) throws UnknownHostException;
    }

    private static final Pattern LITERAL = Pattern.compile("[0-9.]+|\\[?[0-9a-fA-F:.%]*:[0-9a-zA-Z:.%]*]?");

    private final Lookup lookup;
    private final Map<String, CompletableFuture<InetAddress>> asked = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "xapi-names");
        thread.setDaemon(true);
        return thread;
    });

    Names(Lookup lookup) {
        this.lookup = lookup;
    }

    /** At once for an address that is one already; fails where nobody knows the name, and stays open meanwhile. */
    CompletableFuture<InetAddress> of(String name) {
        if (LITERAL.matcher(name).matches()) {
            return CompletableFuture.completedFuture(found(name));
        }
        CompletableFuture<InetAddress> answer =
                asked.computeIfAbsent(name, key -> CompletableFuture.supplyAsync(() -> found(key), threads));
        answer.whenComplete((address, error) -> asked.remove(name, answer));
        // Whoever gives up waiting gives up for himself.
        return answer.copy();
    }

    private InetAddress found(String name) {
        try {
            return lookup.of(name);
        } catch (UnknownHostException e) {
            throw new CompletionException(e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
