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
 * @param promotions whom this system has told to become master
 * @param budget what the pool has told and asked the fleet
 * @param consents what people have said of its commands
 * @param policy what may be done to the pool
 */
public record PoolState(
        Standing standing,
        String said,
        Optional<Recovery> recovery,
        Promotions promotions,
        Budget budget,
        Consents consents,
        AlertBook alerts,
        PoolPolicy policy) {

    /** A pool never heard of: nothing known, mode advise. */
    public static PoolState unheard(String pool) {
        return new PoolState(
                Standing.UNKNOWN,
                "",
                Optional.empty(),
                Promotions.NONE,
                Budget.UNKNOWN,
                Consents.NONE,
                AlertBook.EMPTY,
                defaults(pool));
    }

    /** The policy of a pool for which nobody has written one. */
    public static PoolPolicy defaults(String pool) {
        return PoolPolicy.newBuilder()
                .setPool(pool)
                .setMode(Mode.ADVISE)
                .setHa(HaStatement.UNKNOWN)
                .build();
    }

    /** The configured name of the pool. */
    String pool() {
        return policy.getPool();
    }

    boolean isFiring(String kind) {
        return alerts.isFiring(kind);
    }

    PoolState with(Standing next) {
        return new PoolState(next, said, recovery, promotions, budget, consents, alerts, policy);
    }

    PoolState with(Recovery next) {
        return new PoolState(standing, said, Optional.of(next), promotions, budget, consents, alerts, policy);
    }

    PoolState with(Promotions next) {
        return new PoolState(standing, said, recovery, next, budget, consents, alerts, policy);
    }

    PoolState with(Budget next) {
        return new PoolState(standing, said, recovery, promotions, next, consents, alerts, policy);
    }

    PoolState with(Consents next) {
        return new PoolState(standing, said, recovery, promotions, budget, next, alerts, policy);
    }

    PoolState with(AlertBook next) {
        return new PoolState(standing, said, recovery, promotions, budget, consents, next, policy);
    }

    PoolState with(PoolPolicy next) {
        return new PoolState(standing, said, recovery, promotions, budget, consents, alerts, next);
    }

    PoolState saying(String next) {
        return new PoolState(standing, next, recovery, promotions, budget, consents, alerts, policy);
    }
}
