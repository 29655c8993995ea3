package org.poolwarden.failover;

import java.time.Instant;
import java.util.Optional;
import org.poolwarden.failover.Standing.HaReading;
import org.poolwarden.schema.Guard;
import org.poolwarden.schema.HaStatement;
import org.poolwarden.schema.WithheldCommand;

/**
 * HA_OWNS: where XenServer's own HA is on, it decides and nobody else. Known is what the master told within 12H of its
 * last answer; the policy's {@code ha: off} stands in for an unknown, never for a contrary fact, nor for another
 * claimant's.
 */
final class HaGuard {

    private HaGuard() {}

    static Optional<WithheldCommand> failing(Order order, PoolFacts facts, PoolState state) {
        return lifts(facts, state).map(lifts -> order.withheld(Guard.HA_OWNS, lifts));
    }

    private static Optional<String> lifts(PoolFacts facts, PoolState state) {
        Standing standing = facts.pool().standing();
        if (standing.ha().map(HaReading::enabled).orElse(false) || isOnElsewhere(facts)) {
            return Optional.of("XenServer's own HA is on: it decides; disarm it on every survivor first");
        }
        Instant lastAnswer = standing.lastAnswer().orElse(facts.now());
        boolean known = standing.ha()
                .filter(reading -> PoolView.isWithin(
                        reading.at(), lastAnswer, facts.tolerance().haProof()))
                .isPresent();
        return known || state.policy().getHa() == HaStatement.OFF
                ? Optional.empty()
                : Optional.of("whether HA is on is not known: the policy line ha: off stands in for it");
    }

    private static boolean isOnElsewhere(PoolFacts facts) {
        return Mastery.claimants(facts).stream()
                .flatMap(claimant -> facts.snapshot(claimant).stream())
                .anyMatch(told -> told.snapshot().getHaEnabled());
    }
}
