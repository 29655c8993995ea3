package org.poolwarden.bench.latency;

import java.util.List;
import java.util.Locale;

/** Milliseconds in ascending order. */
record Percentiles(List<Long> millis) {

    Percentiles {
        millis = millis.stream().sorted().toList();
        if (millis.isEmpty()) {
            throw new IllegalArgumentException("expected at least one figure");
        }
    }

    /** The smallest figure that so much of all do not exceed; 0.5 is the middle. */
    long at(double part) {
        return millis.get(Math.max(0, (int) Math.ceil(part * millis.size()) - 1));
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "p50 %5d ms   p99 %5d ms   of %d", at(0.5), at(0.99), millis.size());
    }
}
