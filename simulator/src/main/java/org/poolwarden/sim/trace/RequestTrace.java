package org.poolwarden.sim.trace;

import java.time.Duration;
import java.util.Optional;

/**
 * A trace of single requests.
 *
 * @param duration from the first request to the last
 * @param slots in windows of five seconds, which begin with the first request
 */
public record RequestTrace(TraceFormat format, Duration duration, Windows slots, Responses responses, Oddities oddities)
        implements Trace {

    private static final double SHORTEST_SECONDS = 1e-9;

    /** All of it. */
    public Slot total() {
        return slots.active().values().stream().reduce(Slot.NONE, Slot::plus);
    }

    /** Requests per second of the time that really passed, not of whole windows. */
    public double meanIops() {
        return total().requests() / seconds();
    }

    /** A part of 1; NaN cannot be, since a trace has a request. */
    public double readShare() {
        Slot total = total();
        return (double) total.reads().requests() / total.requests();
    }

    /** By Little's law, how many requests were under way on the average; absent where no answer is told. */
    public Optional<Double> underWay() {
        return responses.millis().map(known -> responses.seconds() / seconds());
    }

    /** The part of the time in which at least one request was under way; absent where no answer is told. */
    public Optional<Double> busyShare() {
        return responses.millis().map(known -> responses.busySeconds() / seconds());
    }

    private double seconds() {
        return Math.max(SHORTEST_SECONDS, duration.toNanos() / 1e9);
    }
}
