package org.poolwarden.failover;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.VerdictKind;

/** A planned change of master, which looks like a failure for a minute. */
final class TransitionRule {

    private TransitionRule() {}

    static Optional<Verdict> judge(PoolFacts facts, Optional<Recovery> recovery) {
        return facts.master()
                .flatMap(master ->
                        ours(facts, recovery).or(() -> handover(facts, master)).or(() -> takeover(facts, master)));
    }

    /** Our own DESIGNATE is in flight. */
    private static Optional<Verdict> ours(PoolFacts facts, Optional<Recovery> recovery) {
        return recovery.flatMap(Recovery::designating)
                .flatMap(host -> allowed(
                        facts, recovery.get().rung().since(), facts.name(host) + " takes over, as it was told to"));
    }

    /**
     * The master and another host closed within 2H of each other, as designate_new_master makes all of them do. Whoever
     * answers first stays one of them.
     */
    private static Optional<Verdict> handover(PoolFacts facts, String master) {
        Optional<Instant> closed = new Closings(facts).since(master);
        return closed.flatMap(at -> facts.pool().addresses().stream()
                .filter(other -> !other.equals(master))
                .flatMap(other -> new Closings(facts).last(other).stream())
                .filter(other -> Duration.between(at, other)
                                .abs()
                                .compareTo(facts.tolerance().fresh())
                        <= 0)
                .max(Instant::compareTo)
                .flatMap(
                        other -> allowed(facts, at.isAfter(other) ? at : other, "several toolstacks restart at once")));
    }

    /** A former slave claims mastership while the old master steps down. */
    private static Optional<Verdict> takeover(PoolFacts facts, String master) {
        boolean steppingDown = facts.sightings(master)
                .anyMatch(v ->
                        v.answers(Answer.TOOLSTACK_CLOSED) || v.answers(Answer.EMERGENCY) || v.answers(Answer.SLAVE));
        List<String> others = Mastery.claimants(facts).stream()
                .filter(claimant -> !claimant.equals(master))
                .toList();
        if (!steppingDown || others.size() != 1) {
            return Optional.empty();
        }
        return facts.sightings(others.get(0))
                .flatMap(v -> v.since().master().stream())
                .min(Instant::compareTo)
                .flatMap(since ->
                        allowed(facts, since, facts.name(others.get(0)) + " takes over from " + facts.name(master)));
    }

    private static Optional<Verdict> allowed(PoolFacts facts, Instant since, String reason) {
        Instant until = since.plus(facts.tolerance().transition());
        return facts.now().isBefore(until)
                ? Optional.of(Verdict.of(VerdictKind.TRANSITION, reason).awaiting("one master that all follow", until))
                : Optional.empty();
    }
}
