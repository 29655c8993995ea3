package org.poolwarden.sim.trace;

/**
 * Requests of one direction, added up.
 *
 * @param answered how many answers came, of requests issued at whatever time
 * @param waitNanos how long those had waited
 */
public record Flow(long requests, long bytes, long answered, long waitNanos) {

    public static final Flow NONE = new Flow(0, 0, 0, 0);

    Flow plus(Flow other) {
        return new Flow(
                requests + other.requests, bytes + other.bytes, answered + other.answered, waitNanos + other.waitNanos);
    }
}
