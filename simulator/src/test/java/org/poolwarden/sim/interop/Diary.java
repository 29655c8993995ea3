package org.poolwarden.sim.interop;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** What a client did, line by line: printed where {@code -Dpoolwarden.interop.tell} asks for it, as the interop command does. */
final class Diary {

    private final String client;
    private final boolean isTold = Boolean.getBoolean("poolwarden.interop.tell");
    private final Instant start = Instant.now();

    Diary(String client) {
        this.client = client;
    }

    void tell(String what) {
        if (isTold) {
            double seconds = Duration.between(start, Instant.now()).toMillis() / 1000.0;
            System.out.println(String.format(Locale.ROOT, "%6.1f  %s  %s", seconds, client, what));
        }
    }
}
