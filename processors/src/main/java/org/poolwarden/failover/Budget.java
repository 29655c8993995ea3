package org.poolwarden.failover;

import java.time.Instant;
import java.util.Optional;
import org.poolwarden.schema.RecoveryGrant;

/**
 * What a pool has told and asked the fleet.
 *
 * @param joined whether the fleet knows of this pool
 * @param ask the request that is open: asked, granted or denied, and not yet given back
 */
public record Budget(boolean joined, Optional<Ask> ask) {

    /**
     * @param id of the recovery: pool and epoch
     * @param at by the broker's append time
     * @param grant the fleet's last answer; empty before there is one
     */
    public record Ask(String id, Instant at, Optional<RecoveryGrant> grant) {}

    public static final Budget UNKNOWN = new Budget(false, Optional.empty());

    /** Id of the recovery that would begin now. */
    static String idOf(PoolState state) {
        return state.pool() + "/" + (state.standing().epoch() + 1);
    }

    Budget joining() {
        return new Budget(true, ask);
    }

    Budget asking(String id, Instant now) {
        return new Budget(joined, Optional.of(new Ask(id, now, Optional.empty())));
    }

    Budget settled() {
        return new Budget(joined, Optional.empty());
    }

    /** After the fleet's answer; the same for an answer to another request. */
    Budget answered(RecoveryGrant grant) {
        return ask.filter(open -> open.id().equals(grant.getId()))
                .map(open -> new Budget(joined, Optional.of(new Ask(open.id(), open.at(), Optional.of(grant)))))
                .orElse(this);
    }

    Optional<RecoveryGrant> answer(String id) {
        return ask.filter(open -> open.id().equals(id)).flatMap(Ask::grant);
    }

    Optional<Instant> unansweredSince(String id) {
        return ask.filter(open -> open.id().equals(id) && open.grant().isEmpty())
                .map(Ask::at);
    }
}
