package org.poolwarden.connect.alert;

import java.time.Duration;
import java.util.Optional;

/** What a target said to one request. */
sealed interface Answer {

    /** 2xx, whatever the body says. */
    record Accepted() implements Answer {}

    /**
     * Anything else.
     *
     * @param reason in words, with the beginning of what the target wrote
     * @param forGood whether it speaks of this very request, so that asking again is no use
     * @param rest how long the target asks to be left alone; empty when it does not say
     */
    record Declined(Trouble trouble, String reason, boolean forGood, Optional<Duration> rest) implements Answer {}
}
