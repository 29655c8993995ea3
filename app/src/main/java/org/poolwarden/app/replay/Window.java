package org.poolwarden.app.replay;

import java.time.Instant;

/** From when to when decisions are judged again, both ends included; by the brokers' append time. */
public record Window(Instant from, Instant to) {

    public Window {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("the window ends at " + to + ", before it begins at " + from);
        }
    }

    boolean holds(Instant at) {
        return !at.isBefore(from) && !at.isAfter(to);
    }
}
