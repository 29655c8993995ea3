package org.poolwarden.failover;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.VerdictKind;

/** Judges a pool from its view alone: the first rule that holds gives the verdict. */
final class PoolJudge {

    private PoolJudge() {}

    /**
     * The verdict on a pool at one instant.
     *
     * @param recovery the recovery in flight, or the last one: what this system has changed itself
     */
    static Verdict judge(PoolFacts facts, Optional<Recovery> recovery) {
        List<Supplier<Optional<Verdict>>> rules = List.of(
                () -> blind(facts),
                () -> dark(facts),
                () -> splitBrain(facts),
                () -> TransitionRule.judge(facts, recovery),
                () -> booting(facts, recovery),
                () -> toolstackDown(facts),
                () -> MasterLossRule.lost(facts, recovery.flatMap(Recovery::promoting)),
                () -> MasterLossRule.unseen(facts),
                () -> hostLost(facts),
                () -> OrphanRule.judge(facts, recovery));
        return rules.stream().flatMap(rule -> rule.get().stream()).findFirst().orElseGet(() -> DoubtRule.judge(facts));
    }

    private static Optional<Verdict> blind(PoolFacts facts) {
        if (facts.live().isEmpty()) {
            List<String> cutOff = facts.cutOffObservers();
            return Optional.of(Verdict.of(
                    VerdictKind.BLIND,
                    cutOff.isEmpty()
                            ? "no interviews of this pool arrive: the observers are away, not the pool"
                            : String.join(", ", cutOff) + " reaches nothing at all, neither witness nor other pool:"
                                    + " the observer is cut off, not the pool"));
        }
        return facts.isCaughtUp()
                ? Optional.empty()
                : Optional.of(Verdict.of(VerdictKind.BLIND, "catching up with the observers")
                        .awaiting("two rounds of every live observer"));
    }

    private static Optional<Verdict> dark(PoolFacts facts) {
        boolean allMissedTwice = facts.sightings().allMatch(view -> view.misses() >= 2);
        return allMissedTwice
                ? Optional.of(Verdict.of(
                        VerdictKind.POOL_DARK,
                        "every host of the pool is silent to "
                                + String.join(
                                        ", ",
                                        facts.live().stream()
                                                .map(PoolJudge::withWitnesses)
                                                .toList())
                                + ": the pool is gone, or the path to it"))
                : Optional.empty();
    }

    /** An observer in words, and who else it hears: whether the path is at fault shows by that. */
    private static String withWitnesses(ObserverView observer) {
        return observer.name()
                + observer.lastHeartbeat()
                        .filter(heartbeat -> heartbeat.getWitnessesAsked() > 0)
                        .map(heartbeat -> " (reaches " + heartbeat.getWitnessesReached() + " of "
                                + heartbeat.getWitnessesAsked() + " witnesses)")
                        .orElse(" (has no witnesses)");
    }

    private static Optional<Verdict> splitBrain(PoolFacts facts) {
        List<String> rivals = Mastery.rivals(facts);
        return rivals.size() < 2
                ? Optional.empty()
                : Optional.of(Verdict.of(
                        VerdictKind.SPLIT_BRAIN,
                        rivals,
                        "these hosts each say they are master of this pool: "
                                + String.join(
                                        "; ",
                                        rivals.stream()
                                                .map(rival -> claim(facts, rival))
                                                .toList())));
    }

    /** A claimant in words: its name, since when it claims and who follows it. */
    private static String claim(PoolFacts facts, String master) {
        List<String> followers = facts.followersOf(master);
        return facts.name(master) + " (since " + facts.claimsSince(master) + ", followed by "
                + (followers.isEmpty() ? "nobody" : facts.pool().namesOf(followers)) + ")";
    }

    private static Optional<Verdict> booting(PoolFacts facts, Optional<Recovery> recovery) {
        boolean promoting = recovery.flatMap(Recovery::promoting).isPresent();
        boolean starting = facts.answering().findAny().isPresent()
                && facts.answering().allMatch(v -> v.answers(Answer.EMERGENCY) || v.answers(Answer.TOOLSTACK_CLOSED));
        if (!starting || promoting || facts.pool().standing().lostTestified()) {
            return Optional.empty();
        }
        Instant until = facts.answering()
                .flatMap(v -> v.since().answering().stream())
                .min(Instant::compareTo)
                .orElse(facts.now())
                .plus(facts.tolerance().bootAllowance());
        return facts.now().isBefore(until)
                ? Optional.of(Verdict.of(VerdictKind.POOL_BOOTING, "every host that answers is starting its toolstack")
                        .awaiting("a master", until))
                : Optional.empty();
    }

    private static Optional<Verdict> toolstackDown(PoolFacts facts) {
        return facts.master().flatMap(master -> new Closings(facts)
                .since(master)
                .filter(since ->
                        !since.plus(facts.tolerance().toolstackRestart()).isAfter(facts.now()))
                .map(since -> Verdict.of(
                        VerdictKind.TOOLSTACK_DOWN,
                        List.of(master),
                        "the toolstack of master " + facts.name(master)
                                + " has been closed for longer than a restart takes; the host itself is up")));
    }

    private static Optional<Verdict> hostLost(PoolFacts facts) {
        if (facts.master().filter(facts::answersAsMaster).isEmpty()) {
            return Optional.empty();
        }
        List<String> lost = Stream.concat(
                        facts.pool().addresses().stream(),
                        facts.pool().standing().membership().members().stream().map(Membership.MemberId::address))
                .distinct()
                .filter(facts::isMissedTwice)
                .sorted()
                .toList();
        return lost.isEmpty()
                ? Optional.empty()
                : Optional.of(Verdict.of(
                                VerdictKind.HOST_LOST,
                                lost,
                                "the master answers, but not " + facts.pool().namesOf(lost))
                        .with(facts.how(lost.get(0))));
    }
}
