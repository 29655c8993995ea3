package org.poolwarden.failover;

import java.time.Duration;
import org.poolwarden.schema.PoolPolicy;

/** The bounds that a pool's own policy names. */
final class PolicyTolerance {

    private PolicyTolerance() {}

    static Tolerance of(PoolPolicy policy, Tolerance defaults) {
        return new Tolerance(
                policy.getHeartbeatMs().map(Duration::ofMillis).orElse(defaults.heartbeat()),
                policy.getDeadlineMs().map(Duration::ofMillis).orElse(defaults.deadline()),
                policy.getBootAllowanceMs().map(Duration::ofMillis).orElse(defaults.bootAllowance()));
    }
}
