package org.poolwarden.sim.trace;

import java.time.Instant;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * What a tool says of one disk in one interval.
 *
 * @param end when the interval ended, by the clock of the machine
 */
public record Rate(Instant end, String device, Speed speed, Load load) {

    /** Per second; absent is what the tool does not tell. */
    public record Speed(
            OptionalDouble reads,
            OptionalDouble writes,
            OptionalDouble requests,
            OptionalDouble readBytes,
            OptionalDouble writeBytes) {

        /** Requests of either kind. */
        public OptionalDouble iops() {
            return requests.isPresent() || reads.isEmpty() || writes.isEmpty()
                    ? requests
                    : OptionalDouble.of(reads.getAsDouble() + writes.getAsDouble());
        }
    }

    /**
     * @param queue mean number of requests that waited or were served
     * @param awaitMillis mean time of a request, waiting and service
     * @param busyPercent of the interval
     */
    public record Load(OptionalDouble queue, OptionalDouble awaitMillis, OptionalDouble busyPercent) {}

    /** The first that is there. */
    static OptionalDouble first(OptionalDouble... numbers) {
        return Arrays.stream(numbers).flatMapToDouble(OptionalDouble::stream).findFirst();
    }
}
