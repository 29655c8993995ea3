package org.poolwarden.failover;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.Guard;
import org.poolwarden.schema.HowLost;
import org.poolwarden.schema.Proof;
import org.poolwarden.schema.WithheldCommand;

/**
 * What must hold before a slave may replace {@code oldMaster}.
 *
 * @param approval a valid approval of this very promotion; empty when there is none
 */
record PromotionGuards(PoolFacts facts, PoolState state, String oldMaster, Order order, Optional<Approval> approval) {

    /** Every guard that holds the promotion back, in the order of docs/verdicts.md; empty when all are satisfied. */
    List<WithheldCommand> failing() {
        LossGuards loss = new LossGuards(facts, oldMaster, order);
        List<WithheldCommand> withheld = new ArrayList<>();
        loss.alive().ifPresent(withheld::add);
        if (!isApprovedDown(oldMaster)) {
            loss.majority(true).ifPresent(withheld::add);
        }
        fenceProof().ifPresent(withheld::add);
        HaGuard.failing(order, facts, state).ifPresent(withheld::add);
        withheld.addAll(PermissionGuards.failing(order, facts, state));
        if (order.host().isEmpty()) {
            withheld.add(order.withheld(
                    Guard.CANDIDATE,
                    "a slave that answers, has lost " + facts.name(oldMaster)
                            + ", is enabled, not in maintenance and not older in version"));
        }
        withheld.addAll(OpeningGuards.failing(order, facts, state));
        return withheld;
    }

    /** Why the old master cannot act; UNSPECIFIED when nothing proves it. */
    Proof proof() {
        return proof(oldMaster);
    }

    /** It covers every host that was promoted since a master was undisputed and does not answer as slave. */
    private Optional<WithheldCommand> fenceProof() {
        List<String> unproven = Stream.concat(Stream.of(oldMaster), state.promotions().unproven().stream())
                .distinct()
                .filter(host -> !order.host().equals(Optional.of(host)))
                .filter(host -> proof(host) == Proof.UNSPECIFIED)
                .toList();
        return unproven.isEmpty()
                ? Optional.empty()
                : Optional.of(order.withheld(
                        Guard.FENCE_PROOF,
                        "proof that " + facts.pool().namesOf(unproven) + " cannot act: its BMC says OFF, it answers as"
                                + " a slave, or an approval that names it verified-down"));
    }

    private Proof proof(String host) {
        if (Proofs.isProvenOff(facts, host)) {
            return Proof.POWER_OFF;
        }
        if (facts.sightings(host).anyMatch(v -> v.answers(Answer.SLAVE))) {
            return Proof.IS_SLAVE;
        }
        if (isApprovedDown(host)) {
            return Proof.APPROVAL;
        }
        boolean byPolicy = state.policy().getPromoteWithoutFence()
                && facts.isMissedTwice(host)
                && facts.how(host) == HowLost.UNREACHABLE
                && facts.pool().standing().membership().size() > 2;
        return byPolicy ? Proof.POLICY : Proof.UNSPECIFIED;
    }

    private boolean isApprovedDown(String host) {
        return approval.map(a -> a.names(host)).orElse(false);
    }
}
