package org.poolwarden.failover;

import java.time.Duration;
import java.util.Optional;
import org.poolwarden.schema.PoolPolicy;

/** The bounds that a pool's own policy names. What cannot be meant counts as not said: a policy stops nobody's watch. */
final class PolicyTolerance {

    private PolicyTolerance() {}

    static Tolerance of(PoolPolicy policy, Tolerance defaults) {
        Duration heartbeat = positive(policy.getHeartbeatMs()).orElse(defaults.heartbeat());
        Duration deadline = positive(policy.getDeadlineMs()).orElse(defaults.deadline());
        Duration longest = heartbeat.dividedBy(2);
        return new Tolerance(
                heartbeat,
                deadline.compareTo(longest) > 0 ? longest : deadline,
                positive(policy.getBootAllowanceMs()).orElse(defaults.bootAllowance()));
    }

    private static Optional<Duration> positive(Optional<Long> millis) {
        return millis.filter(value -> value > 1).map(Duration::ofMillis);
    }
}
