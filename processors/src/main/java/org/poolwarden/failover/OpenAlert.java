package org.poolwarden.failover;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.poolwarden.schema.Severity;

/**
 * An alert that fires, or that has resolved within the last seven days.
 *
 * @param host the host it is about; empty when it is about the pool
 * @param startsAt when the incident began, by the broker's append time
 * @param clean since when its condition is gone; empty while it holds
 * @param resolvedAt when it resolved; empty while it fires
 * @param reopened whether it came back after resolving: then it needs ten clean minutes
 * @param acknowledgedBy who has acknowledged it at this severity; empty when nobody has
 */
public record OpenAlert(
        String kind,
        Optional<Host> host,
        Severity severity,
        String summary,
        Instant startsAt,
        Optional<Clean> clean,
        Optional<Instant> resolvedAt,
        boolean reopened,
        Optional<String> acknowledgedBy) {

    /** How long a resolved alert stays on its topic. */
    private static final Duration KEPT = Duration.ofDays(7);

    /**
     * A host as it was called when the alert began: it may have left the pool when the alert ends.
     *
     * @param name its address, where it had no name
     */
    public record Host(String address, String name) {}

    /** When a condition was first gone, and how many rounds had been finished before the one that showed it. */
    public record Clean(Instant since, int rounds) {}

    static OpenAlert firing(Condition condition, PoolFacts facts) {
        return new OpenAlert(
                condition.kind(),
                condition.host().map(address -> new Host(address, facts.name(address))),
                condition.severity(),
                condition.summary(),
                facts.now(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty());
    }

    /** Kind, and host where there is one: what tells alerts of one pool apart. */
    public String key() {
        return host.map(about -> kind + "/" + about.address()).orElse(kind);
    }

    /** Its key on its topic, which names the host as people do. */
    String topicKey(String pool) {
        return pool + "/" + kind + host.map(about -> "/" + about.name()).orElse("");
    }

    /** Of the host it is about. */
    Optional<String> address() {
        return host.map(Host::address);
    }

    public boolean isFiring() {
        return resolvedAt.isEmpty();
    }

    OpenAlert resuming(Optional<Clean> before) {
        return with(before, resolvedAt, reopened);
    }

    /** Whether its return at {@code now} would be another incident. */
    boolean isForgotten(Instant now, Tolerance tolerance) {
        return resolvedAt
                .map(at -> !PoolView.isWithin(at, now, tolerance.flap()))
                .orElse(false);
    }

    /** Whether it has been resolved for so long that its topic need not tell it any more. */
    boolean isRetired(Instant now) {
        return resolvedAt.map(at -> !at.plus(KEPT).isAfter(now)).orElse(false);
    }

    OpenAlert holding() {
        return clean.isEmpty() ? this : with(Optional.empty(), resolvedAt, reopened);
    }

    OpenAlert clear(Instant now, int rounds) {
        return clean.isPresent() ? this : with(Optional.of(new Clean(now, rounds)), resolvedAt, reopened);
    }

    OpenAlert resolved(Instant now) {
        return with(clean, Optional.of(now), reopened);
    }

    OpenAlert reopenedAgain() {
        return with(Optional.empty(), Optional.empty(), true);
    }

    /** At a higher severity, which no acknowledgement silences. */
    OpenAlert risen(Condition condition) {
        return new OpenAlert(
                kind,
                host,
                condition.severity(),
                condition.summary(),
                startsAt,
                Optional.empty(),
                Optional.empty(),
                reopened,
                Optional.empty());
    }

    OpenAlert acknowledged(String author) {
        return new OpenAlert(kind, host, severity, summary, startsAt, clean, resolvedAt, reopened, Optional.of(author));
    }

    /** Whether enough clean rounds, or for a reopened one enough clean time, have passed. */
    boolean isDue(PoolFacts facts) {
        if (clean.isEmpty()) {
            return false;
        }
        int finished = facts.pool().finishedRounds() - clean.get().rounds();
        boolean twoRounds = finished >= 2 * Math.max(1, facts.live().size());
        return reopened ? isCalmedDown(facts.now(), facts.tolerance()) : twoRounds;
    }

    /** Whether it is a reopened one that has been clean for ten minutes and still fires. */
    boolean isCalmedDown(Instant now, Tolerance tolerance) {
        return reopened
                && isFiring()
                && clean.filter(since -> !since.since().plus(tolerance.flap()).isAfter(now))
                        .isPresent();
    }

    private OpenAlert with(Optional<Clean> next, Optional<Instant> resolved, boolean again) {
        return new OpenAlert(kind, host, severity, summary, startsAt, next, resolved, again, acknowledgedBy);
    }
}
