package org.poolwarden.failover.stream;

import java.time.Instant;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.poolwarden.failover.Sighting;
import org.poolwarden.failover.Warden;
import org.poolwarden.failover.WatchedPool;
import org.poolwarden.schema.HostHeartbeat;
import org.poolwarden.schema.OperatorAction;
import org.poolwarden.schema.PoolPolicy;
import org.poolwarden.schema.RecoveryGrant;
import org.poolwarden.schema.RecoveryOutcome;

/**
 * One record about a pool, and where it lies in the log.
 *
 * @param at the broker's append time
 */
public record Entry(SpecificRecord value, Instant at, String topic, int partition, long offset) {

    /** As findings name it: {@code xen.heartbeats-3@41}. */
    public String place() {
        return topic + "-" + partition + "@" + offset;
    }

    /** The pool after this record, and what is recorded of a person's word that is refused. */
    Warden.Reply foldedInto(WatchedPool pool, Warden warden) {
        return value instanceof OperatorAction action
                ? warden.told(pool, action, at, place())
                : new Warden.Reply(folded(pool, warden), Optional.empty());
    }

    private WatchedPool folded(WatchedPool pool, Warden warden) {
        if (value instanceof HostHeartbeat heartbeat) {
            return pool.heard(sighting(heartbeat), warden.toleranceOf(pool));
        }
        if (value instanceof PoolPolicy policy) {
            return pool.ruledBy(policy);
        }
        if (value instanceof RecoveryOutcome outcome) {
            return pool.reported(outcome, at);
        }
        if (value instanceof RecoveryGrant grant) {
            return pool.granted(grant);
        }
        throw new IllegalStateException("no rule for a " + value.getClass().getName() + " on " + topic);
    }

    Sighting sighting(HostHeartbeat heartbeat) {
        return new Sighting(heartbeat, at, topic, partition, offset);
    }

    boolean isHeartbeat() {
        return value instanceof HostHeartbeat;
    }

    /** The instant for which a pool is judged because of this record: never before its last heartbeat. */
    Instant asOf(WatchedPool pool) {
        return isHeartbeat() ? at : pool.instantOf(at);
    }

    /** A processor that lags must not mistake its own delay for a silence, nor act on what was. */
    boolean isLate(WatchedPool pool, Warden warden, Instant now) {
        return at.plus(warden.toleranceOf(pool).live()).isBefore(now);
    }
}
