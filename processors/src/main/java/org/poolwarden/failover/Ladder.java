package org.poolwarden.failover;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.poolwarden.failover.Rung.Stage;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.Proof;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.schema.WithheldCommand;

/**
 * The rungs after a promotion: RECOVER_SLAVES, REPOINT for those it missed, and what becomes of the dead host's VMs. Each
 * is due when the one before is observed to have worked, and for as long as the new master rules.
 */
final class Ladder {

    private final PoolFacts facts;
    private final PoolState state;
    private final Recovery recovery;
    private final String master;

    private Ladder(PoolFacts facts, PoolState state, Recovery recovery, String master) {
        this.facts = facts;
        this.state = state;
        this.recovery = recovery;
        this.master = master;
    }

    static Plan next(PoolFacts facts, PoolState state) {
        return state.recovery()
                .flatMap(recovery -> recovery.newMaster().map(master -> new Ladder(facts, state, recovery, master)))
                .map(Ladder::next)
                .orElse(Plan.NOTHING);
    }

    private Plan next() {
        if (!facts.answersAsMaster(master)) {
            return waiting(recovery.rung().stage() == Stage.SUCCEEDED);
        }
        if (isClaimedByAnother()) {
            return waiting(true);
        }
        boolean isPromoted = recovery.rung().kind() == CommandKind.PROMOTE && recovery.hasPromoted(master);
        if (isPromoted && recovery.rung().stage() != Stage.SUCCEEDED) {
            return burial();
        }
        if (isPromoted && recovery.followers().stream().anyMatch(this::isThere)) {
            return recoverSlaves();
        }
        List<Plan> repoints = Stream.concat(recovery.followers().stream(), latecomers())
                .filter(slave -> facts.isAstray(slave, master))
                .map(slave -> Repointing.plan(facts, state, slave, master, recovery))
                .toList();
        if (!repoints.isEmpty()) {
            return Plan.firstOf(repoints).and(waiting(true));
        }
        return isAnyOnItsWay() ? Plan.WAITING : burial();
    }

    /** Slaves who did not testify, and so were not told: they come back later than the others should have followed. */
    private Stream<String> latecomers() {
        boolean isDue =
                !recovery.rung().since().plus(facts.tolerance().repointAfter()).isAfter(facts.now());
        return isDue ? recovery.absent().stream() : Stream.of();
    }

    /** The reunion has the word then: RECOVER_SLAVES would take the other claimant with it, unasked. */
    private boolean isClaimedByAnother() {
        return Mastery.claimants(facts).stream().anyMatch(claimant -> !claimant.equals(master));
    }

    private Plan waiting(boolean forMore) {
        return recovery.open() && forMore ? Plan.WAITING : Plan.NOTHING;
    }

    /** Whether a slave answers; where it points shows only after its restart. */
    private boolean isThere(String slave) {
        return facts.pool().standing().member(slave).isPresent()
                && !facts.follows(slave, master)
                && facts.sightings(slave).anyMatch(HostView::answers);
    }

    /** Whether a slave that was told whom to follow restarts its toolstack; it is waited for as long as for a change. */
    private boolean isAnyOnItsWay() {
        boolean isLate =
                !recovery.rung().since().plus(facts.tolerance().transition()).isAfter(facts.now());
        return recovery.open() && !isLate && recovery.followers().stream().anyMatch(this::isThere);
    }

    private Plan burial() {
        return new Burial(facts, state, recovery, master).next();
    }

    /** As soon as the new master answers: its start may wait for it. */
    private Plan recoverSlaves() {
        Optional<String> own = state.consents()
                .approval(CommandKind.RECOVER_SLAVES, master, facts)
                .map(Approval::id);
        Order order = new Order(CommandKind.RECOVER_SLAVES, Optional.of(master), List.of(), own.or(recovery::approval));
        List<WithheldCommand> failing = new ArrayList<>();
        HaGuard.failing(order, facts, state).ifPresent(failing::add);
        failing.addAll(PermissionGuards.failing(order, facts, state));
        failing.addAll(OpeningGuards.failing(order, facts, state));
        RecoveryPolicy.resting(order, facts, state).ifPresent(failing::add);
        if (!failing.isEmpty()) {
            return Plan.withheld(failing).and(waiting(true));
        }
        return OpeningGuards.mayOpen(order, state) ? issued(order) : Plan.ASKING;
    }

    private Plan issued(Order order) {
        RecoveryCommand command = Orders.command(CommandKind.RECOVER_SLAVES, master, facts, state)
                .setProof(Proof.NONE)
                .setApproval(order.approval().orElse(null))
                .setExpectedRole(Answer.MASTER)
                .setExpected(recovery.followers())
                .setReason(facts.name(master) + " is master now and "
                        + facts.pool().namesOf(recovery.followers()) + " still wait for the old one")
                .build();
        return Plan.issue(command, recovery.next(command));
    }
}
