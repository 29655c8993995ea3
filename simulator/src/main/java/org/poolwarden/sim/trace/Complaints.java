package org.poolwarden.sim.trace;

import java.util.ArrayList;
import java.util.List;

/** Lines that cannot be read: all are counted, the first ones are kept. */
final class Complaints {

    static final int ENOUGH = 5;

    private final List<Malformed> first = new ArrayList<>();
    private long count;

    void malformed(Malformed line) {
        count++;
        if (first.size() < ENOUGH) {
            first.add(line);
        }
    }

    long count() {
        return count;
    }

    List<Malformed> first() {
        return List.copyOf(first);
    }
}
