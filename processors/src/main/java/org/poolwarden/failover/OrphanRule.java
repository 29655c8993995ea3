package org.poolwarden.failover;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.Testimony;
import org.poolwarden.schema.VerdictKind;

/** A slave that has lost a master which we see well: the link between the two, or the wrong address. */
final class OrphanRule {

    private OrphanRule() {}

    /** While a recovery is under way its followers are no orphans: they are about to be told. */
    static Optional<Verdict> judge(PoolFacts facts, Optional<Recovery> recovery) {
        if (recovery.filter(Recovery::open).isPresent()) {
            return Optional.empty();
        }
        return facts.master().filter(facts::answersAsMaster).flatMap(master -> orphans(facts, master));
    }

    private static Optional<Verdict> orphans(PoolFacts facts, String master) {
        List<String> orphans = facts.sightings()
                .filter(v -> !v.address().equals(master))
                .filter(v -> hasLost(v, facts, master) || isStuck(v, facts) || isMisled(v, facts, master))
                .map(HostView::address)
                .distinct()
                .sorted()
                .toList();
        return orphans.isEmpty()
                ? Optional.empty()
                : Optional.of(Verdict.of(VerdictKind.HOST_ORPHANED, orphans, reason(facts, orphans, master)));
    }

    /** It has testified LOST in two rounds in which the master answered us: one slow answer makes no orphan. */
    private static boolean hasLost(HostView view, PoolFacts facts, String master) {
        Optional<Instant> answering = facts.sightings(master)
                .flatMap(v -> v.since().master().stream())
                .max(Instant::compareTo);
        return view.since().lost().filter(since -> lasts(since, view, facts)).isPresent()
                && answering.filter(since -> lasts(since, view, facts)).isPresent()
                && PoolView.isWithin(
                        view.last().at(), facts.now(), facts.tolerance().fresh());
    }

    /** Whether a host said its last word in a later round than {@code since}. */
    private static boolean lasts(Instant since, HostView view, PoolFacts facts) {
        return since.plus(facts.tolerance().betweenRounds())
                .isBefore(view.last().at());
    }

    /** In emergency mode beyond the restart time, and no word since that it reaches a master: a flag alone may be stale. */
    private static boolean isStuck(HostView view, PoolFacts facts) {
        return view.since()
                .emergency()
                .filter(since ->
                        !since.plus(facts.tolerance().toolstackRestart()).isAfter(facts.now()))
                .filter(since -> view.testified()
                        .filter(word -> word.testimony() == Testimony.CONNECTED
                                && !word.at().isBefore(since))
                        .isEmpty())
                .isPresent();
    }

    /** It names another address, and has done so in two rounds. */
    private static boolean isMisled(HostView view, PoolFacts facts, String master) {
        boolean elsewhere = view.answers(Answer.SLAVE)
                && view.last()
                        .heartbeat()
                        .getMasterAddress()
                        .filter(named -> !named.equals(master))
                        .isPresent();
        boolean settled = view.since()
                .following()
                .filter(since -> lasts(since, view, facts))
                .isPresent();
        return elsewhere
                && settled
                && facts.pool().standing().member(view.address()).isPresent();
    }

    private static String reason(PoolFacts facts, List<String> orphans, String master) {
        boolean flagged = orphans.stream()
                .flatMap(facts::sightings)
                .anyMatch(v -> v.answers(Answer.SLAVE) && v.last().showsEmergency());
        String link = flagged
                ? ": a slave that is in emergency mode waits for a host that is no master; look whom its pool.conf names"
                : " at " + master + ", which we see well: the link between them";
        String wrong = orphans.stream()
                .flatMap(facts::sightings)
                .filter(v -> v.answers(Answer.SLAVE))
                .flatMap(v -> v.last().heartbeat().getMasterAddress().stream())
                .filter(named -> !named.equals(master))
                .findFirst()
                .map(named -> ": it names " + named + ", and the master is " + master)
                .orElse(link);
        return facts.pool().namesOf(orphans) + " has lost master " + facts.name(master) + wrong;
    }
}
