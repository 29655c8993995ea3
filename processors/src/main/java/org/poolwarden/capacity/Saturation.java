package org.poolwarden.capacity;

import java.util.OptionalDouble;

/**
 * Whether an SR has more to do than it can, by three signs of which any one is enough.
 *
 * <p>A sign of which a minute says nothing stays as it was.
 *
 * @param utilisation IOPS against the conserved capacity (B)
 * @param latency mean latency against its objective
 * @param queue requests in flight, L
 */
public record Saturation(Hysteresis utilisation, Hysteresis latency, Hysteresis queue) {

    public static final Saturation CALM = new Saturation(Hysteresis.CALM, Hysteresis.CALM, Hysteresis.CALM);

    /** Opens above 90 % for ten minutes; closes at 70 % of that, as Netdata's disk alarms do. */
    public static final Hysteresis.Band UTILISATION = new Hysteresis.Band(0.9, 0.63, 10);

    /** Above ten requests for thirty minutes: NodeDiskIOSaturation of the Prometheus node mixin. */
    public static final Hysteresis.Band QUEUE = new Hysteresis.Band(10, 7, 30);

    /** Seconds; the industry's limit for virtual desktops, as Dell's sizing papers quote it. */
    public static final double LATENCY_OBJECTIVE = 0.020;

    public static Hysteresis.Band latencyBand(double objectiveSeconds) {
        return new Hysteresis.Band(objectiveSeconds, 0.7 * objectiveSeconds, 10);
    }

    public Saturation after(OptionalDouble used, OptionalDouble seconds, OptionalDouble inFlight) {
        return new Saturation(
                after(utilisation, used, UTILISATION),
                after(latency, seconds, latencyBand(LATENCY_OBJECTIVE)),
                after(queue, inFlight, QUEUE));
    }

    public boolean isOpen() {
        return utilisation.open() || latency.open() || queue.open();
    }

    private static Hysteresis after(Hysteresis before, OptionalDouble value, Hysteresis.Band band) {
        return value.isPresent() ? before.after(value.getAsDouble(), band) : before;
    }
}
