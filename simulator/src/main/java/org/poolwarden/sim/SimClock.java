package org.poolwarden.sim;

import java.time.Duration;
import java.time.Instant;

/** The world's time. Everything in a world happens on its clock's one thread. */
public interface SimClock {

    Instant now();

    /** Runs {@code action} after {@code delay}; zero means as soon as possible, but never within this call. */
    Cancel after(Duration delay, Runnable action);

    /** Takes back what has not yet run. */
    interface Cancel {
        void cancel();
    }
}
