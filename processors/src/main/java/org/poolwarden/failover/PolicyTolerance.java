package org.poolwarden.failover;

import java.time.Duration;
import java.util.Optional;
import org.poolwarden.schema.PoolPolicy;

/** The bounds that a pool's own policy names. */
final class PolicyTolerance {

    private PolicyTolerance() {}

    /**
     * The bounds to judge by. What cannot be meant counts as not said, whoever let it in: a policy stops nobody's
     * watch.
     */
    static Tolerance of(PoolPolicy policy, Tolerance defaults) {
        try {
            return asSaid(policy, defaults);
        } catch (IllegalArgumentException e) {
            return defaults;
        }
    }

    /** Why {@code policy} cannot be meant; empty when it can. */
    static Optional<String> objection(PoolPolicy policy, Tolerance defaults) {
        try {
            asSaid(policy, defaults);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
    }

    private static Tolerance asSaid(PoolPolicy policy, Tolerance defaults) {
        return new Tolerance(
                millis(policy.getHeartbeatMs(), defaults.heartbeat()),
                millis(policy.getDeadlineMs(), defaults.deadline()),
                millis(policy.getBootAllowanceMs(), defaults.bootAllowance()));
    }

    private static Duration millis(Optional<Long> said, Duration usual) {
        return said.map(Duration::ofMillis).orElse(usual);
    }
}
