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

    /** What holds beside each other under {@code verdict}. */
    static List<Condition> holding(PoolFacts facts, Verdict verdict, Optional<Recovery> recovery) {
        List<Condition> holding = new ArrayList<>();
        switch (verdict.kind()) {
            case POOL_DARK, SPLIT_BRAIN, MASTER_LOST -> holding.add(of(verdict, Severity.CRITICAL));
            case TOOLSTACK_DOWN, MASTER_UNSEEN -> holding.add(of(verdict, Severity.WARNING));
            case BLIND -> {
                if (facts.isUnwatched()) {
                    holding.add(of(verdict, Severity.WARNING));
                }
            }
            case HOST_LOST -> verdict.hosts().forEach(host -> holding.add(lost(facts, host)));
            case TRANSITION, POOL_BOOTING, HOST_ORPHANED, DOUBTFUL, SETTLED, UNSPECIFIED -> {}
        }
        recovery.filter(r -> r.isStalled(facts))
                .ifPresent(r -> holding.add(new Condition(
                        RECOVERY_STALLED,
                        Optional.empty(),
                        Severity.CRITICAL,
                        "command " + r.commandId() + " has no outcome: the executor is away")));
        return holding;
    }

    /** Whether the world shows that an alert's condition is gone. A higher verdict shows nothing of the kind. */
    static boolean isGone(OpenAlert alert, PoolFacts facts, Verdict verdict, Optional<Recovery> recovery) {
        if (alert.kind().equals(RECOVERY_STALLED)) {
            return recovery.map(r -> !r.isStalled(facts)).orElse(true);
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
            case HOST_LOST -> alert.host()
                    .map(host -> facts.sightings(host).anyMatch(HostView::answers))
                    .orElse(true);
            case TRANSITION, POOL_BOOTING, HOST_ORPHANED, DOUBTFUL, SETTLED, UNSPECIFIED -> true;
        };
    }

    private static Condition of(Verdict verdict, Severity severity) {
        return new Condition(verdict.kind().name(), Optional.empty(), severity, verdict.reason());
    }

    private static Condition lost(PoolFacts facts, String host) {
        return new Condition(
                VerdictKind.HOST_LOST.name(),
                Optional.of(host),
                Severity.WARNING,
                "host " + facts.name(host) + " is lost to us (" + facts.how(host) + "); the master answers");
    }
}
