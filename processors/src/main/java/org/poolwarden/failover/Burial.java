package org.poolwarden.failover;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.poolwarden.failover.HostView.Told;
import org.poolwarden.failover.Membership.MemberId;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.Guard;
import org.poolwarden.schema.Guest;
import org.poolwarden.schema.Proof;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.schema.WithheldCommand;

/**
 * What was on the host that was replaced: its VMs are declared Halted, and those that should restart are started
 * elsewhere. Both need the strict proof, each for itself.
 */
final class Burial {

    private static final String RUNNING = "Running";

    private final PoolFacts facts;
    private final PoolState state;
    private final Recovery recovery;
    private final String master;
    private final String dead;

    Burial(PoolFacts facts, PoolState state, Recovery recovery, String master) {
        this.facts = facts;
        this.state = state;
        this.recovery = recovery;
        this.master = master;
        this.dead = recovery.oldMaster();
    }

    /** DECLARE_DEAD or START_VMS, where one is due; it is waited for until the new master rules and has told. */
    Plan next() {
        if (!recovery.promoted() || facts.uuid(dead).isEmpty() || isBack()) {
            return Plan.NOTHING;
        }
        Optional<Told> told = facts.snapshot(master);
        if (told.isEmpty() || !facts.master().equals(Optional.of(master))) {
            return waiting();
        }
        List<Guest> guests = told.get().snapshot().getVms();
        List<Guest> left = guests.stream().filter(this::runsOnTheDead).toList();
        if (!left.isEmpty()) {
            return declareDead(left);
        }
        List<String> halted = guests.stream()
                .filter(vm -> vm.getPowerState().equals("Halted"))
                .map(Guest::getUuid)
                .toList();
        List<String> due = recovery.vms().stream().filter(halted::contains).toList();
        if (due.isEmpty() || !recovery.rung().hasSucceeded(CommandKind.DECLARE_DEAD)) {
            return Plan.NOTHING;
        }
        boolean canStart =
                facts.pool().standing().member(master).filter(MemberId::enabled).isPresent();
        return canStart ? startVms(due) : waiting();
    }

    private Plan waiting() {
        return recovery.open() ? Plan.WAITING : Plan.NOTHING;
    }

    /** Who answers is not dead, and whether it runs its VMs is for the reunion to ask. */
    private boolean isBack() {
        return facts.sightings(dead).anyMatch(HostView::answers);
    }

    private boolean runsOnTheDead(Guest vm) {
        return vm.getPowerState().equals(RUNNING) && vm.getResidentOn().equals(facts.uuid(dead));
    }

    private Plan declareDead(List<Guest> left) {
        List<String> restarting = left.stream()
                .filter(vm -> !vm.getRestartPriority().isEmpty() && vm.getSharedDisks())
                .sorted(Comparator.comparing(
                                (Guest vm) -> !vm.getRestartPriority().equals("restart"))
                        .thenComparing(Guest::getOrder)
                        .thenComparing(Guest::getUuid))
                .map(Guest::getUuid)
                .toList();
        String reason = facts.name(dead) + " is off, and " + left.size() + " of its VMs still say that they run on it";
        return rung(CommandKind.DECLARE_DEAD, List.of(), reason, recovery.starting(restarting));
    }

    private Plan startVms(List<String> due) {
        String reason = due.size() + " VMs of " + facts.name(dead) + " should restart, and all their disks are shared";
        return rung(CommandKind.START_VMS, due, reason, recovery.starting(due));
    }

    private Plan rung(CommandKind kind, List<String> vms, String reason, Recovery next) {
        Optional<Approval> approval = state.consents().approval(kind, dead, facts);
        Order order = new Order(kind, Optional.of(dead), List.of(), approval.map(Approval::id));
        Optional<Proof> proof = Proofs.strict(facts, dead, state.consents());
        List<WithheldCommand> failing = failing(order, proof.isPresent());
        if (!failing.isEmpty()) {
            return Plan.withheld(failing);
        }
        if (!OpeningGuards.mayOpen(order, state)) {
            return Plan.ASKING;
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

    private List<WithheldCommand> failing(Order order, boolean isProven) {
        List<WithheldCommand> failing = new ArrayList<>();
        if (!isProven) {
            failing.add(order.withheld(
                    Guard.FENCE_PROOF,
                    "its BMC says OFF, or an approval names " + facts.name(dead) + " verified-down"));
        }
        HaGuard.failing(order, facts, state).ifPresent(failing::add);
        failing.addAll(PermissionGuards.failing(order, facts, state));
        failing.addAll(OpeningGuards.failing(order, facts, state));
        RecoveryPolicy.resting(order, facts, state).ifPresent(failing::add);
        return failing;
    }
}
