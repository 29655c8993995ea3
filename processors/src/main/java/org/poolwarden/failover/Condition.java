package org.poolwarden.failover;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.poolwarden.schema.Severity;
import org.poolwarden.schema.VerdictKind;

/** A condition of which a person should know: it holds now. */
record Condition(String kind, Optional<String> host, Severity severity, String summary) {

    static final String RECOVERY_STALLED = "RECOVERY_STALLED";

    String key() {
        return host.map(address -> kind + "/" + address).orElse(kind);
    }

    /** What holds beside each other: the verdict's own, a stalled recovery, and what is unwise. */
    static List<Condition> holding(PoolFacts facts, Verdict verdict, PoolState state) {
        List<Condition> holding = new ArrayList<>(of(facts, verdict));
        state.recovery().filter(r -> isStalled(r, facts)).ifPresent(r -> holding.add(stalled(r)));
        if (!verdict.is(VerdictKind.BLIND)) {
            holding.addAll(Advisories.of(facts, state));
        }
        return holding;
    }

    /** How bad a verdict is by itself; empty for one of which nobody need know. */
    static Optional<Severity> severity(VerdictKind kind) {
        return switch (kind) {
            case POOL_DARK, SPLIT_BRAIN, MASTER_LOST -> Optional.of(Severity.CRITICAL);
            case TOOLSTACK_DOWN, MASTER_UNSEEN, BLIND, HOST_LOST, HOST_ORPHANED -> Optional.of(Severity.WARNING);
            case TRANSITION, POOL_BOOTING, DOUBTFUL, SETTLED, UNSPECIFIED -> Optional.empty();
        };
    }

    private static List<Condition> of(PoolFacts facts, Verdict verdict) {
        return severity(verdict.kind())
                .map(severity -> of(facts, verdict, severity))
                .orElse(List.of());
    }

    private static List<Condition> of(PoolFacts facts, Verdict verdict, Severity severity) {
        return switch (verdict.kind()) {
            case BLIND -> facts.isUnwatched() ? List.of(ofThePool(verdict, severity)) : List.of();
            case HOST_LOST -> verdict.hosts().stream()
                    .map(host -> ofAHost(
                            verdict,
                            host,
                            severity,
                            "host " + facts.name(host) + " is lost to us (" + facts.how(host)
                                    + "); the master answers"))
                    .toList();
            case HOST_ORPHANED -> verdict.hosts().stream()
                    .map(host -> ofAHost(verdict, host, severity, verdict.reason()))
                    .toList();
            case POOL_DARK,
                    SPLIT_BRAIN,
                    MASTER_LOST,
                    TOOLSTACK_DOWN,
                    MASTER_UNSEEN,
                    TRANSITION,
                    POOL_BOOTING,
                    DOUBTFUL,
                    SETTLED,
                    UNSPECIFIED -> List.of(ofThePool(verdict, severity));
        };
    }

    /** Whether the world shows that an alert's condition is gone. A higher verdict shows nothing of the kind. */
    static boolean isGone(OpenAlert alert, PoolFacts facts, Verdict verdict, Optional<Recovery> recovery) {
        if (alert.kind().equals(RECOVERY_STALLED)) {
            return recovery.map(r -> !isStalled(r, facts)).orElse(true);
        }
        if (Advisories.isOne(alert.kind())) {
            return !verdict.is(VerdictKind.BLIND);
        }
        VerdictKind kind = VerdictKind.valueOf(alert.kind());
        if (verdict.is(VerdictKind.BLIND)) {
            return kind == VerdictKind.BLIND && !facts.live().isEmpty();
        }
        boolean masterAnswers = facts.master().filter(facts::answersAsMaster).isPresent();
        boolean undisputed =
                Mastery.undisputed(facts.pool(), facts.now(), facts.tolerance()).isPresent();
        return switch (kind) {
            case BLIND -> true;
            case POOL_DARK -> facts.answering().findAny().isPresent();
            case MASTER_LOST -> masterAnswers && undisputed && !verdict.is(VerdictKind.MASTER_LOST);
            case SPLIT_BRAIN -> !verdict.is(VerdictKind.POOL_DARK)
                    && Mastery.claimants(facts).size() < 2;
            case TOOLSTACK_DOWN, MASTER_UNSEEN -> masterAnswers && !verdict.is(kind);
            case HOST_LOST -> alert.address()
                    .map(host -> facts.sightings(host).anyMatch(HostView::answers) || facts.hasLeft(host))
                    .orElse(true);
            case HOST_ORPHANED -> alert.address()
                    .map(host -> masterAnswers && (facts.isSettled(host) || facts.hasLeft(host)))
                    .orElse(true);
            case TRANSITION, POOL_BOOTING, DOUBTFUL, SETTLED, UNSPECIFIED -> true;
        };
    }

    /** Whether nobody has reported on its command at its expiry + H. */
    private static boolean isStalled(Recovery recovery, PoolFacts facts) {
        Rung rung = recovery.rung();
        return rung.stage() == Rung.Stage.ISSUED
                && !rung.notAfter().plus(facts.tolerance().heartbeat()).isAfter(facts.now());
    }

    private static Condition stalled(Recovery recovery) {
        return new Condition(
                RECOVERY_STALLED,
                Optional.empty(),
                Severity.CRITICAL,
                "command " + recovery.rung().commandId() + " has no outcome: the executor is away");
    }

    private static Condition ofThePool(Verdict verdict, Severity severity) {
        return new Condition(verdict.kind().name(), Optional.empty(), severity, verdict.reason());
    }

    private static Condition ofAHost(Verdict verdict, String host, Severity severity, String summary) {
        return new Condition(verdict.kind().name(), Optional.of(host), severity, summary);
    }
}
