package org.poolwarden.failover;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.HowLost;
import org.poolwarden.schema.VerdictKind;

/** Whether the master is lost, or only to us. */
final class MasterLossRule {

    private MasterLossRule() {}

    static Optional<Verdict> lost(PoolFacts facts, Optional<String> promoting) {
        return facts.master()
                .filter(facts::isMissedTwice)
                .filter(master -> facts.testifyingConnected(master).isEmpty())
                .flatMap(master -> byTestimony(facts, master))
                .or(() -> promoting.flatMap(candidate -> byPromotion(facts, candidate)))
                .or(() -> masterless(facts));
    }

    /** Our path is broken and not the master: a slave reaches it, or another observer does. */
    static Optional<Verdict> unseen(PoolFacts facts) {
        return facts.master().filter(facts::isMissedTwiceBySome).flatMap(master -> {
            List<String> connected = facts.testifyingConnected(master);
            List<String> seeing = facts.observersHearing(master);
            return connected.isEmpty() && seeing.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Verdict.of(
                            VerdictKind.MASTER_UNSEEN,
                            List.of(master),
                            "master " + facts.name(master) + " is silent to us, but "
                                    + (connected.isEmpty()
                                            ? "observer " + String.join(", ", seeing)
                                            : facts.pool().namesOf(connected))
                                    + " reaches it"));
        });
    }

    private static Optional<Verdict> byTestimony(PoolFacts facts, String master) {
        Instant since = facts.missedSince(master).orElse(facts.now());
        List<String> witnesses = new Testimonies(facts, master).lostSince(since);
        return witnesses.isEmpty()
                ? Optional.empty()
                : Optional.of(verdict(facts, master, facts.pool().namesOf(witnesses) + " lost it too"));
    }

    /** After our promotion the verdict stays until the candidate, or anybody else, answers as master. */
    private static Optional<Verdict> byPromotion(PoolFacts facts, String candidate) {
        return facts.master()
                .filter(master -> Mastery.claimants(facts).isEmpty())
                .filter(master -> facts.testifyingConnected(master).isEmpty())
                .map(master -> verdict(facts, master, facts.name(candidate) + " takes over")
                        .awaiting(facts.name(candidate) + " as master"));
    }

    private static Verdict verdict(PoolFacts facts, String master, String andWhat) {
        HowLost how = facts.isMissedTwice(master) ? facts.how(master) : HowLost.MASTERLESS;
        String reason = "master " + facts.name(master) + " " + words(how) + ", and " + andWhat;
        return Verdict.of(VerdictKind.MASTER_LOST, List.of(master), reason).with(how);
    }

    private static String words(HowLost how) {
        return switch (how) {
            case POWERED_OFF -> "is powered off";
            case UNREACHABLE -> "is not reached";
            case HUNG -> "accepts connections and says nothing";
            case MASTERLESS, UNSPECIFIED -> "is master no longer";
        };
    }

    /** The one address that all slaves name, where no master was ever undisputed. */
    private static Optional<String> named(PoolFacts facts) {
        List<String> masters = facts.answering()
                .flatMap(v -> v.last().heartbeat().getMasterAddress().stream())
                .distinct()
                .toList();
        return masters.size() == 1 ? Optional.of(masters.get(0)) : Optional.empty();
    }

    /** No host has claimed mastership for longer than the boot allowance while hosts answer, and none has a master. */
    private static Optional<Verdict> masterless(PoolFacts facts) {
        boolean ruled = facts.isAnyConnected()
                || facts.answering().anyMatch(v -> v.answers(Answer.MASTER))
                || facts.master().flatMap(new Closings(facts)::since).isPresent();
        boolean tooLong = masterlessSince(facts)
                .filter(at -> !at.plus(facts.tolerance().bootAllowance()).isAfter(facts.now()))
                .isPresent();
        return ruled || !tooLong || facts.answering().findAny().isEmpty()
                ? Optional.empty()
                : Optional.of(Verdict.of(
                                VerdictKind.MASTER_LOST,
                                facts.master().or(() -> named(facts)).stream().toList(),
                                "hosts answer, but none has been master for longer than a boot takes")
                        .with(HowLost.MASTERLESS));
    }

    /** The last claim of anybody, or else the first answer. */
    private static Optional<Instant> masterlessSince(PoolFacts facts) {
        Stream<Instant> claims = facts.pool()
                .allSightings()
                .filter(v -> !Strangers.isOne(v, facts.pool()))
                .flatMap(v -> v.since().lastMaster().stream());
        return claims.max(Comparator.naturalOrder()).or(() -> facts.answering()
                .flatMap(v -> v.since().answering().stream())
                .min(Comparator.naturalOrder()));
    }
}
