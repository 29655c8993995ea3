package org.poolwarden.failover;

import java.util.List;
import java.util.Optional;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.Guard;
import org.poolwarden.schema.Testimony;
import org.poolwarden.schema.WithheldCommand;

/** ALIVE and MAJORITY: whether a master is lost to its own pool, and not only to us. */
record LossGuards(PoolFacts facts, String oldMaster, Order order) {

    /** Nobody hears it: it has not answered anybody as master within 2H, no slave is connected to it, and none rules. */
    Optional<WithheldCommand> alive() {
        boolean answered = facts.pool()
                .sightingsOf(oldMaster)
                .flatMap(v -> v.since().lastMaster().stream())
                .anyMatch(facts::isFresh);
        boolean ruled =
                facts.sightings().filter(v -> !v.address().equals(oldMaster)).anyMatch(this::claims);
        return answered || ruled || isConnected()
                ? Optional.of(order.withheld(
                        Guard.ALIVE,
                        facts.name(oldMaster) + " must be silent for "
                                + facts.tolerance().fresh().toSeconds()
                                + " s, no slave connected to it, and no other host master"))
                : Optional.empty();
    }

    /** By anybody's word, also that of an observer which is not live: a guard is asked more than a verdict. */
    private boolean isConnected() {
        return facts.pool()
                .allSightings()
                .flatMap(v -> v.testified().stream())
                .anyMatch(word -> word.testimony() == Testimony.CONNECTED
                        && word.master().equals(oldMaster)
                        && facts.isFresh(word.at()));
    }

    /**
     * More than half of the last undisputed membership have lost it. It counts in the size, never as a witness; members
     * whose latest power reading is OFF leave the size.
     *
     * @param proven whether a reading or an approval proves it, or FENCE_PROOF sees to that: then the only slave of a
     *     two-host pool is enough
     */
    Optional<WithheldCommand> majority(boolean proven) {
        List<String> members = facts.pool().standing().membership().addresses();
        long size = members.stream().filter(m -> !facts.isOff(m)).count();
        long lost = facts.testifyingLost(oldMaster).stream()
                .filter(members::contains)
                .count();
        boolean twoHosts = members.size() == 2 && lost == 1 && proven;
        boolean most = !members.isEmpty() && lost * 2 > size && (members.size() != 2 || proven);
        return most || twoHosts
                ? Optional.empty()
                : Optional.of(order.withheld(Guard.MAJORITY, lifts(members, size, lost)));
    }

    private String lifts(List<String> members, long size, long lost) {
        String approval = "an approval that names " + facts.name(oldMaster) + " verified-down";
        return members.isEmpty()
                ? approval + ": its membership was never told"
                : "more than half of " + size + " members must have lost " + facts.name(oldMaster) + ", " + lost
                        + " have; or " + approval;
    }

    private boolean claims(HostView view) {
        return view.answers(Answer.MASTER) && !Mastery.isForeign(facts.pool(), view);
    }
}
