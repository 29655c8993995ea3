package org.poolwarden.failover;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Hosts that this system has told to become master.
 *
 * @param unproven addresses of those told since a master was last undisputed: each of them may yet act as master
 * @param acceptedAt when XAPI last accepted a promotion, by the broker's append time; empty when it never did
 */
public record Promotions(List<String> unproven, Optional<Instant> acceptedAt) {

    public static final Promotions NONE = new Promotions(List.of(), Optional.empty());

    public Promotions {
        unproven = List.copyOf(unproven);
    }

    Promotions told(String host) {
        List<String> next = new ArrayList<>(unproven);
        if (!next.contains(host)) {
            next.add(host);
        }
        return new Promotions(next, acceptedAt);
    }

    Promotions accepted(Instant at) {
        return new Promotions(unproven, Optional.of(at));
    }

    /** One that was issued at {@code issued} is seen to have worked: it was accepted, whether or not that was reported. */
    Promotions seen(Instant issued, Instant now) {
        return acceptedAt.filter(at -> !at.isBefore(issued)).isPresent() ? this : accepted(now);
    }

    Promotions settled() {
        return new Promotions(List.of(), acceptedAt);
    }
}
