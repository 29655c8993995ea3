package org.poolwarden.failover;

import java.time.Instant;
import java.util.Optional;
import org.poolwarden.schema.Severity;

/**
 * An alert that fires, or that resolved so lately that its return is the same incident.
 *
 * @param host address of the host it is about; empty when it is about the pool
 * @param startsAt when the incident began, by the broker's append time
 * @param clearSince when its condition was first gone; empty while it holds
 * @param clearRound how many rounds had been finished by then; meaningful only with {@code clearSince}
 * @param resolvedAt when it resolved; empty while it fires
 * @param reopened whether it came back after resolving: then it needs ten clean minutes
 */
public record OpenAlert(
        String kind,
        Optional<String> host,
        Severity severity,
        String summary,
        Instant startsAt,
        Optional<Instant> clearSince,
        int clearRound,
        Optional<Instant> resolvedAt,
        boolean reopened) {

    static OpenAlert firing(Condition condition, Instant now) {
        return new OpenAlert(
                condition.kind(),
                condition.host(),
                condition.severity(),
                condition.summary(),
                now,
                Optional.empty(),
                0,
                Optional.empty(),
                false);
    }

    /** Kind, and host where there is one: what tells alerts of one pool apart. */
    String key() {
        return host.map(address -> kind + "/" + address).orElse(kind);
    }

    boolean isFiring() {
        return resolvedAt.isEmpty();
    }

    OpenAlert holding() {
        return clearSince.isEmpty() ? this : with(Optional.empty(), 0, resolvedAt, reopened);
    }

    OpenAlert clear(Instant now, int round) {
        return clearSince.isPresent() ? this : with(Optional.of(now), round, resolvedAt, reopened);
    }

    OpenAlert resolved(Instant now) {
        return with(clearSince, clearRound, Optional.of(now), reopened);
    }

    OpenAlert reopenedAgain() {
        return with(Optional.empty(), 0, Optional.empty(), true);
    }

    /** Whether enough clean rounds, or for a reopened one enough clean time, have passed. */
    boolean isDue(PoolFacts facts) {
        if (clearSince.isEmpty()) {
            return false;
        }
        int finished = facts.pool().finishedRounds() - clearRound;
        boolean twoRounds = finished >= 2 * Math.max(1, facts.live().size());
        boolean tenMinutes = !clearSince.get().plus(facts.tolerance().flap()).isAfter(facts.now());
        return reopened ? tenMinutes : twoRounds;
    }

    private OpenAlert with(Optional<Instant> clear, int round, Optional<Instant> resolved, boolean again) {
        return new OpenAlert(kind, host, severity, summary, startsAt, clear, round, resolved, again);
    }
}
