package org.poolwarden.failover.stream;

import java.util.Collection;
import org.poolwarden.failover.Decision;

/** Hears what becomes of the pools that are judged in this process, on the stream threads; for metrics. */
@FunctionalInterface
public interface Listener {

    /** After what follows from it was forwarded. */
    void decided(Decision decision);

    /** These pools are no longer judged here, or are about to be judged anew. */
    default void released(Collection<String> pools) {}
}
