package org.poolwarden.failover;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.poolwarden.failover.HostView.Told;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.Guard;
import org.poolwarden.schema.Guest;
import org.poolwarden.schema.Proof;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.schema.WithheldCommand;

/**
 * The rungs after a promotion: RECOVER_SLAVES, REPOINT for those it missed, DECLARE_DEAD, START_VMS. Each is due when the
 * one before is observed to have worked, and for as long as the new master rules.
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
                .flatMap(recovery -> recovery.newMaster()
                        .filter(facts::answersAsMaster)
                        .map(master -> new Ladder(facts, state, recovery, master)))
                .map(Ladder::next)
                .orElse(Plan.NOTHING);
    }

    private Plan next() {
        List<String> stragglers = recovery.followers().stream()
                .filter(slave -> !facts.follows(slave, master))
                .filter(slave -> facts.sightings(slave).anyMatch(HostView::answers))
                .toList();
        if (recovery.rung().hasSucceeded(CommandKind.PROMOTE)
                && !recovery.followers().isEmpty()
                && !stragglers.isEmpty()) {
            return recoverSlaves();
        }
        if (!stragglers.isEmpty() && recovery.rung().kind() != CommandKind.PROMOTE) {
            return Repointing.plan(facts, state, stragglers.get(0), master, recovery);
        }
        return recovery.promoted() && facts.master().equals(Optional.of(master)) ? afterlife() : Plan.NOTHING;
    }

    private Plan recoverSlaves() {
        Order order = new Order(
                CommandKind.RECOVER_SLAVES,
                Optional.of(master),
                List.of(),
                approval(CommandKind.RECOVER_SLAVES, master).or(recovery::approval));
        List<WithheldCommand> failing = failing(order);
        if (!failing.isEmpty()) {
            return Plan.withheld(failing);
        }
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

    /** What was on the dead host: its VMs are declared Halted, then those that should restart are started elsewhere. */
    private Plan afterlife() {
        Optional<Told> told = facts.snapshot(master);
        String dead = recovery.oldMaster();
        if (told.isEmpty() || facts.showsLife(dead) || facts.uuid(dead).isEmpty()) {
            return Plan.NOTHING;
        }
        List<Guest> left = told.get().snapshot().getVms().stream()
                .filter(vm -> vm.getResidentOn().equals(facts.uuid(dead)))
                .filter(vm -> vm.getPowerState().equals("Running"))
                .toList();
        if (!left.isEmpty()) {
            return declareDead(dead, left);
        }
        List<String> halted = told.get().snapshot().getVms().stream()
                .filter(vm -> vm.getPowerState().equals("Halted"))
                .map(Guest::getUuid)
                .toList();
        List<String> due = recovery.vms().stream().filter(halted::contains).toList();
        boolean declared = recovery.rung().hasSucceeded(CommandKind.DECLARE_DEAD);
        boolean canStart = facts.pool()
                .standing()
                .member(master)
                .filter(Membership.MemberId::enabled)
                .isPresent();
        return declared && canStart && !due.isEmpty() ? startVms(dead, due) : Plan.NOTHING;
    }

    private Plan declareDead(String dead, List<Guest> left) {
        List<String> restarting = left.stream()
                .filter(vm -> !vm.getRestartPriority().isEmpty() && vm.getSharedDisks())
                .sorted(Comparator.comparing(
                                (Guest vm) -> !vm.getRestartPriority().equals("restart"))
                        .thenComparing(Guest::getOrder)
                        .thenComparing(Guest::getUuid))
                .map(Guest::getUuid)
                .toList();
        String reason = facts.name(dead) + " is off, and " + left.size() + " of its VMs still say that they run on it";
        return burial(CommandKind.DECLARE_DEAD, dead, List.of(), reason, recovery.starting(restarting));
    }

    private Plan startVms(String dead, List<String> due) {
        String reason = due.size() + " VMs of " + facts.name(dead) + " should restart, and all their disks are shared";
        return burial(CommandKind.START_VMS, dead, due, reason, recovery.starting(due));
    }

    private Plan burial(CommandKind kind, String dead, List<String> vms, String reason, Recovery next) {
        Optional<Approval> approval = state.consents().approval(kind, dead, facts);
        Order order = new Order(kind, Optional.of(dead), List.of(), approval.map(Approval::id));
        Optional<Proof> proof = Proofs.strict(facts, dead, named(approval, dead));
        List<WithheldCommand> failing = failing(order);
        if (proof.isEmpty()) {
            failing.add(
                    0,
                    order.withheld(
                            Guard.FENCE_PROOF,
                            "its BMC says OFF, or an approval names " + facts.name(dead) + " verified-down"));
        }
        if (!failing.isEmpty()) {
            return Plan.withheld(failing);
        }
        RecoveryCommand command = Orders.command(kind, dead, facts, state)
                .setOldMaster(dead)
                .setMaster(master)
                .setProof(proof.orElseThrow())
                .setApproval(order.approval().orElse(null))
                .setExpectedRole(Answer.MASTER)
                .setVms(vms)
                .setReason(reason)
                .build();
        return Plan.issue(command, next.next(command));
    }

    /** Any standing approval that names the host verified-down proves it, whichever command it allows. */
    private Optional<Approval> named(Optional<Approval> own, String dead) {
        return own.filter(a -> a.names(dead)).or(() -> state.consents().approvals().stream()
                .filter(a -> a.names(dead) && !a.isVoid(facts))
                .findFirst());
    }

    private List<WithheldCommand> failing(Order order) {
        List<WithheldCommand> failing = new java.util.ArrayList<>();
        HaGuard.failing(order, facts, state).ifPresent(failing::add);
        failing.addAll(PermissionGuards.failing(order, facts, state));
        RecoveryPolicy.resting(order, facts, state).ifPresent(failing::add);
        return failing;
    }

    private Optional<String> approval(CommandKind kind, String host) {
        return state.consents().approval(kind, host, facts).map(Approval::id);
    }
}
