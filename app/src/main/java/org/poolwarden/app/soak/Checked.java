package org.poolwarden.app.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How often a story put one invariant to the test, and where it broke. */
final class Checked {

    private final String invariant;
    private final List<Breach> breaches = new ArrayList<>();
    private int tests;

    Checked(String invariant) {
        this.invariant = invariant;
    }

    /** One more test. */
    void test(boolean holds, Duration at, String otherwise) {
        tests++;
        if (!holds) {
            breaches.add(new Breach(invariant, at, otherwise));
        }
    }

    String invariant() {
        return invariant;
    }

    int tests() {
        return tests;
    }

    List<Breach> breaches() {
        return List.copyOf(breaches);
    }
}
