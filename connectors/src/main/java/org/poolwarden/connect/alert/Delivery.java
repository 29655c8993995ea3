package org.poolwarden.connect.alert;

import java.time.Duration;

/**
 * How hard it is tried to reach a target.
 *
 * @param backoff between attempts
 * @param giveUp how long one alert is tried; what has waited longer gets one attempt
 * @param repeat how often what fires is told again
 */
record Delivery(Backoff backoff, Duration giveUp, Duration repeat) {

    private static final Duration FIRST = Duration.ofSeconds(1);

    /** Back-off from a second to a minute. */
    static Delivery of(Duration giveUp, Duration repeat) {
        return new Delivery(new Backoff(FIRST, Duration.ofMinutes(1)), giveUp, repeat);
    }

    /** The wait before the next attempt; a target that asks for more gets it, up to the longest back-off. */
    Duration pause(int attempts, String who, Answer.Declined declined) {
        Duration own = backoff.after(attempts, who);
        Duration asked = declined.rest().orElse(own);
        Duration longer = asked.compareTo(own) > 0 ? asked : own;
        return longer.compareTo(backoff.longest()) > 0 ? backoff.longest() : longer;
    }
}
