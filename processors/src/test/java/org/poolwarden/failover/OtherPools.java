package org.poolwarden.failover;

import java.time.Instant;
import java.util.List;
import org.poolwarden.schema.RecoveryGrant;
import org.poolwarden.schema.RecoveryRequest;
import org.poolwarden.schema.RequestKind;

/** The fleet around the pool of a story: how many other pools there are, and how many of them recover. */
final class OtherPools {

    private Fleet fleet = Fleet.EMPTY;
    private boolean silent;

    /** What the fleet answers to any pool. */
    List<RecoveryGrant> hear(RecoveryRequest request, Instant at) {
        Fleet.Turn turn = fleet.after(request, at);
        fleet = turn.fleet();
        return silent ? List.of() : turn.grants();
    }

    List<RecoveryGrant> hear(RequestKind kind, String pool, Instant at) {
        return hear(new RecoveryRequest(pool + "/1", pool, kind, false, at), at);
    }

    /** The fleet hears and does not answer. */
    void fallSilent() {
        silent = true;
    }

    /** Names of the pools that recover. */
    List<String> recovering() {
        return List.copyOf(fleet.recovering().keySet());
    }
}
