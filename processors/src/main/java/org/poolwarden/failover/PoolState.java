package org.poolwarden.failover;

import java.util.Optional;
import org.poolwarden.schema.HaStatement;
import org.poolwarden.schema.Mode;
import org.poolwarden.schema.PoolPolicy;

/**
 * All that must survive a restart of the processor about one pool.
 *
 * @param said what the last finding said, in short: another finding is due only when this changes; empty before the
 *     first
 * @param recovery the recovery in flight, or the last one
 * @param approval the approval that stands
 * @param policy what may be done to the pool
 */
public record PoolState(
        Standing standing,
        String said,
        Optional<Recovery> recovery,
        Optional<Approval> approval,
        AlertBook alerts,
        PoolPolicy policy) {

    /** A pool never heard of: nothing known, mode advise. */
    public static PoolState unheard(String pool) {
        return new PoolState(Standing.UNKNOWN, "", Optional.empty(), Optional.empty(), AlertBook.EMPTY, defaults(pool));
    }

    static PoolPolicy defaults(String pool) {
        return PoolPolicy.newBuilder()
                .setPool(pool)
                .setMode(Mode.ADVISE)
                .setHa(HaStatement.UNKNOWN)
                .build();
    }

    boolean isFiring(String kind) {
        return alerts.isFiring(kind);
    }

    /** The epoch in which a recovery that begins now is carried out. */
    long nextEpoch() {
        return standing.epoch() + 1;
    }

    PoolState with(Standing next) {
        return new PoolState(next, said, recovery, approval, alerts, policy);
    }

    PoolState with(Recovery next) {
        return new PoolState(standing, said, Optional.of(next), approval, alerts, policy);
    }

    PoolState with(AlertBook next) {
        return new PoolState(standing, said, recovery, approval, next, policy);
    }

    PoolState with(PoolPolicy next) {
        return new PoolState(standing, said, recovery, approval, alerts, next);
    }

    PoolState approved(Optional<Approval> next) {
        return new PoolState(standing, said, recovery, next, alerts, policy);
    }

    PoolState saying(String next) {
        return new PoolState(standing, next, recovery, approval, alerts, policy);
    }
}
