package org.poolwarden.failover;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.poolwarden.failover.Membership.MemberId;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.HowLost;
import org.poolwarden.schema.Proof;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.schema.WithheldCommand;

/** What a lost master calls for: FENCE where nothing proves that it is off, and PROMOTE. */
final class Succession {

    private final PoolFacts facts;
    private final Verdict verdict;
    private final PoolState state;
    private final String oldMaster;

    private Succession(PoolFacts facts, Verdict verdict, PoolState state) {
        this.facts = facts;
        this.verdict = verdict;
        this.state = state;
        this.oldMaster = verdict.hosts().get(0);
    }

    static Plan plan(PoolFacts facts, Verdict verdict, PoolState state) {
        Succession succession = new Succession(facts, verdict, state);
        Plan promotion = succession.promote();
        return promotion.issue().isPresent() || promotion.asks() ? promotion : promotion.and(succession.fence());
    }

    private Plan promote() {
        Optional<Approval> approval = state.consents().approval(CommandKind.PROMOTE, facts);
        Optional<MemberId> candidate = candidate(approval.flatMap(Approval::host));
        Order order = new Order(
                CommandKind.PROMOTE, candidate.map(MemberId::address), List.of(oldMaster), approval.map(Approval::id));
        PromotionGuards guards = new PromotionGuards(facts, state, oldMaster, order, approval);
        List<WithheldCommand> failing = new ArrayList<>(guards.failing());
        RecoveryPolicy.resting(order, facts, state).ifPresent(failing::add);
        if (!failing.isEmpty()) {
            return Plan.withheld(failing);
        }
        return OpeningGuards.mayOpen(order, state)
                ? promotion(candidate.orElseThrow(), guards.proof(), order)
                : Plan.ASKING;
    }

    private Plan promotion(MemberId candidate, Proof proof, Order order) {
        String chosen = candidate.address();
        boolean inEmergency = facts.sightings(chosen).anyMatch(v -> v.answers(Answer.EMERGENCY));
        RecoveryCommand command = Orders.command(CommandKind.PROMOTE, chosen, facts, state)
                .setOldMaster(oldMaster)
                .setProof(proof)
                .setApproval(order.approval().orElse(null))
                .setExpectedRole(inEmergency ? Answer.EMERGENCY : Answer.SLAVE)
                .setReason(verdict.reason() + "; proof: " + proof)
                .build();
        List<String> followers = facts.testifyingLost(oldMaster).stream()
                .filter(slave -> !slave.equals(chosen))
                .toList();
        List<String> others = facts.pool().standing().membership().addresses().stream()
                .filter(member -> !member.equals(chosen) && !member.equals(oldMaster) && !followers.contains(member))
                .toList();
        return Plan.issue(command, begun(command).promoting(command, followers, others));
    }

    /** Power goes first where the old master may still act, after MASTER_LOST has held for 6H without a break. */
    private Plan fence() {
        Optional<Instant> due =
                verdict.since().map(since -> since.plus(facts.tolerance().fenceHold()));
        boolean canFence = facts.power(oldMaster).isPresent()
                && !facts.isOff(oldMaster)
                && !verdict.how().equals(Optional.of(HowLost.POWERED_OFF));
        if (!canFence || due.isEmpty() || due.get().isAfter(facts.now())) {
            return Plan.NOTHING;
        }
        Optional<Approval> approval = state.consents().approval(CommandKind.FENCE, oldMaster, facts);
        Order order = new Order(CommandKind.FENCE, Optional.of(oldMaster), List.of(), approval.map(Approval::id));
        boolean hasCandidate = candidate(Optional.empty()).isPresent();
        FenceGuards guards = new FenceGuards(facts, state, oldMaster, order, approval, hasCandidate);
        List<WithheldCommand> failing = new ArrayList<>(guards.failing());
        RecoveryPolicy.resting(order, facts, state).ifPresent(failing::add);
        if (!failing.isEmpty()) {
            return Plan.withheld(failing);
        }
        if (!OpeningGuards.mayOpen(order, state)) {
            return Plan.ASKING;
        }
        RecoveryCommand command = Orders.command(CommandKind.FENCE, oldMaster, facts, state)
                .setOldMaster(oldMaster)
                .setProof(Proof.NONE)
                .setApproval(order.approval().orElse(null))
                .setExpectedRole(Answer.SILENT)
                .setReason(verdict.reason() + "; it may still act, so its power goes first")
                .build();
        return Plan.issue(command, begun(command));
    }

    private Recovery begun(RecoveryCommand command) {
        return state.recovery()
                .filter(Recovery::open)
                .filter(recovery -> recovery.oldMaster().equals(oldMaster))
                .map(recovery -> recovery.next(command))
                .orElseGet(() -> Recovery.begun(command, oldMaster));
    }

    /** A slave that this evidence reaches, not older in version, enabled; the lowest uuid among equals. */
    private Optional<MemberId> candidate(Optional<String> wished) {
        List<String> witnesses = facts.testifyingLost(oldMaster);
        Optional<MemberId> old = facts.pool().standing().member(oldMaster);
        return facts.members().stream()
                .filter(m -> witnesses.contains(m.address()) && m.enabled())
                .filter(m -> facts.sightings(m.address()).anyMatch(Succession::isSlave))
                .filter(m -> Maintenance.of(m.address(), facts, state).isEmpty())
                .filter(m ->
                        old.map(o -> !Version.isOlder(m.version(), o.version())).orElse(true))
                .filter(m -> wished.map(m.address()::equals).orElse(true))
                .min(Comparator.comparing(MemberId::uuid).thenComparing(MemberId::address));
    }

    private static boolean isSlave(HostView view) {
        return view.answers(Answer.SLAVE) || view.last().missesItsMaster();
    }
}
