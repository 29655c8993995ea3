package org.poolwarden.sim.trace;

import java.util.Arrays;
import java.util.Optional;

/** How long requests took, where a trace knows: all of them, since a percentile is exact. */
public final class Responses {

    private final long[] nanos;
    private final long busyNanos;

    Responses(long[] nanos, long busyNanos) {
        this.nanos = nanos;
        this.busyNanos = busyNanos;
    }

    /** In milliseconds; absent where the trace tells of no answer. */
    public Optional<Figures> millis() {
        return nanos.length == 0
                ? Optional.empty()
                : Optional.of(Figures.of(
                        Arrays.stream(nanos).mapToDouble(n -> n / 1e6).toArray(), 0));
    }

    /** The sum of all of them, in seconds. */
    public double seconds() {
        return Arrays.stream(nanos).sum() / 1e9;
    }

    /** How long at least one was under way, in seconds. */
    public double busySeconds() {
        return busyNanos / 1e9;
    }
}
