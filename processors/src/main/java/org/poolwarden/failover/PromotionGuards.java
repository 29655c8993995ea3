package org.poolwarden.failover;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.poolwarden.failover.HostView.Reading;
import org.poolwarden.failover.Standing.HaReading;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.Guard;
import org.poolwarden.schema.HaStatement;
import org.poolwarden.schema.HowLost;
import org.poolwarden.schema.PoolPolicy;
import org.poolwarden.schema.Power;
import org.poolwarden.schema.Proof;
import org.poolwarden.schema.WithheldCommand;

/**
 * What must hold before {@code candidate} may replace {@code oldMaster}.
 *
 * @param approval a valid approval of this very promotion; empty when there is none
 */
record PromotionGuards(
        PoolFacts facts,
        String oldMaster,
        Optional<String> candidate,
        Optional<HowLost> how,
        PoolPolicy policy,
        Optional<Approval> approval) {

    /** Every guard that holds the promotion back, in the order of docs/verdicts.md; empty when all are satisfied. */
    List<WithheldCommand> failing() {
        List<WithheldCommand> withheld = new ArrayList<>();
        alive().ifPresent(lifts -> withheld.add(withheld(Guard.ALIVE, lifts)));
        majority().ifPresent(lifts -> withheld.add(withheld(Guard.MAJORITY, lifts)));
        fenceProof().ifPresent(lifts -> withheld.add(withheld(Guard.FENCE_PROOF, lifts)));
        haOwns().ifPresent(lifts -> withheld.add(withheld(Guard.HA_OWNS, lifts)));
        withheld.addAll(
                PermissionGuards.failing(policy, CommandKind.PROMOTE, candidate, approval.isPresent(), facts.now()));
        if (candidate.isEmpty()) {
            withheld.add(withheld(
                    Guard.CANDIDATE,
                    "a slave that answers, has lost " + name() + ", is enabled and not older in version"));
        }
        return withheld;
    }

    private Optional<String> alive() {
        boolean answered = facts.sightings(oldMaster)
                .flatMap(v -> v.since().lastMaster().stream())
                .anyMatch(at ->
                        PoolView.isWithin(at, facts.now(), facts.tolerance().fresh()));
        List<String> connected = facts.testifyingConnected(oldMaster);
        return answered || !connected.isEmpty()
                ? Optional.of(name() + " must be silent for "
                        + facts.tolerance().fresh().toSeconds() + " s and no slave connected to it")
                : Optional.empty();
    }

    private Optional<String> majority() {
        if (approvedDown()) {
            return Optional.empty();
        }
        List<String> members = facts.pool().standing().members().stream()
                .map(Standing.MemberId::address)
                .toList();
        long size = members.stream().filter(m -> !facts.pool().isOff(m)).count();
        long lost = facts.testifyingLost(oldMaster).stream()
                .filter(members::contains)
                .count();
        boolean twoHosts = members.size() == 2 && lost == 1;
        return lost * 2 > size || twoHosts
                ? Optional.empty()
                : Optional.of("more than half of " + size + " members must have lost " + name() + ", " + lost
                        + " have; or an approval that names it verified-down");
    }

    private Optional<String> fenceProof() {
        return proof() != Proof.UNSPECIFIED
                ? Optional.empty()
                : Optional.of("proof that " + name() + " cannot act: its BMC says OFF, it answers as a slave, or an"
                        + " approval that names it verified-down");
    }

    /** Why the old master cannot act; UNSPECIFIED when nothing proves it. */
    Proof proof() {
        if (isProvenOff()) {
            return Proof.POWER_OFF;
        }
        if (facts.sightings(oldMaster).anyMatch(v -> v.answers(Answer.SLAVE))) {
            return Proof.IS_SLAVE;
        }
        if (approvedDown()) {
            return Proof.APPROVAL;
        }
        boolean byPolicy = policy.getPromoteWithoutFence()
                && how.equals(Optional.of(HowLost.UNREACHABLE))
                && facts.pool().standing().members().size() > 2;
        return byPolicy ? Proof.POLICY : Proof.UNSPECIFIED;
    }

    private boolean isProvenOff() {
        Instant lastAnswer = facts.pool().lastAnswer(oldMaster).orElse(Instant.MIN);
        return facts.pool()
                .power(oldMaster)
                .filter(reading -> reading.power() == Power.OFF)
                .map(Reading::at)
                .filter(at -> at.isAfter(lastAnswer))
                .filter(at ->
                        PoolView.isWithin(at, facts.now(), facts.tolerance().powerProof()))
                .isPresent();
    }

    private Optional<String> haOwns() {
        Optional<HaReading> ha = facts.pool().standing().ha();
        if (ha.map(HaReading::enabled).orElse(false)) {
            return Optional.of("XenServer's own HA is on: it decides; disarm it on every survivor first");
        }
        Instant lastAnswer = facts.pool().lastAnswer(oldMaster).orElse(facts.now());
        boolean known = ha.filter(reading -> PoolView.isWithin(
                        reading.at(), lastAnswer, facts.tolerance().haProof()))
                .isPresent();
        return known || policy.getHa() == HaStatement.OFF
                ? Optional.empty()
                : Optional.of("whether HA is on is not known: the policy line ha: off stands in for it");
    }

    private boolean approvedDown() {
        return approval.map(a -> a.names(oldMaster)).orElse(false);
    }

    private String name() {
        return facts.name(oldMaster);
    }

    private WithheldCommand withheld(Guard guard, String lifts) {
        return new WithheldCommand(CommandKind.PROMOTE, candidate.orElse(null), guard, lifts);
    }
}
