package org.poolwarden.failover;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.Guard;
import org.poolwarden.schema.Guest;
import org.poolwarden.schema.Proof;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.schema.WithheldCommand;

/** REPOINT of one host to the master whom it should follow. */
final class Repointing {

    private final PoolFacts facts;
    private final PoolState state;
    private final String host;
    private final String master;
    private final Recovery recovery;

    private Repointing(PoolFacts facts, PoolState state, String host, String master, Recovery recovery) {
        this.facts = facts;
        this.state = state;
        this.host = host;
        this.master = master;
        this.recovery = recovery;
    }

    /**
     * @param recovery whose rung it is
     */
    static Plan plan(PoolFacts facts, PoolState state, String host, String master, Recovery recovery) {
        return new Repointing(facts, state, host, master, recovery).plan();
    }

    private Plan plan() {
        Optional<String> own =
                state.consents().approval(CommandKind.REPOINT, host, facts).map(Approval::id);
        Order order = new Order(CommandKind.REPOINT, Optional.of(host), List.of(master), own.or(recovery::approval));
        List<WithheldCommand> failing = failing(order);
        if (!failing.isEmpty()) {
            return Plan.withheld(failing);
        }
        if (!OpeningGuards.mayOpen(order, state)) {
            return Plan.ASKING;
        }
        Answer role =
                facts.sightings(host).map(v -> v.last().answer()).findFirst().orElse(Answer.SLAVE);
        RecoveryCommand command = Orders.command(CommandKind.REPOINT, host, facts, state)
                .setProof(Proof.NONE)
                .setApproval(order.approval().orElse(null))
                .setExpectedRole(role)
                .setMaster(master)
                .setVms(runningElsewhere())
                .setReason(facts.name(host) + " should follow " + facts.name(master) + " and does not")
                .build();
        return Plan.issue(command, recovery.next(command));
    }

    private List<WithheldCommand> failing(Order order) {
        List<WithheldCommand> failing = new ArrayList<>();
        majority(order).ifPresent(failing::add);
        quiet(order).ifPresent(failing::add);
        HaGuard.failing(order, facts, state).ifPresent(failing::add);
        failing.addAll(PermissionGuards.failing(order, facts, state));
        failing.addAll(OpeningGuards.failing(order, facts, state));
        RecoveryPolicy.resting(order, facts, state)
                .filter(resting -> state.recovery()
                        .map(last -> last.rung().host().equals(host))
                        .orElse(false))
                .ifPresent(failing::add);
        return failing;
    }

    /** The master is followed by more than half of the last undisputed membership, or this system made it master. */
    private Optional<WithheldCommand> majority(Order order) {
        return facts.isFollowedByMost(master) || recovery.hasPromoted(master)
                ? Optional.empty()
                : Optional.of(order.withheld(
                        Guard.MAJORITY, "more than half of the members must follow " + facts.name(master)));
    }

    /** No VM that runs elsewhere does I/O here; unknown is not quiet, since a restarted toolstack stops no VM. */
    private Optional<WithheldCommand> quiet(Order order) {
        Optional<List<String>> active = facts.activeVms(host);
        List<String> elsewhere = runningElsewhere();
        if (active.isEmpty()) {
            return Optional.of(order.withheld(
                    Guard.FENCE_PROOF,
                    "which VMs do I/O on " + facts.name(host) + ": it has not told, and unknown is not quiet"));
        }
        List<String> writing = active.get().stream().filter(elsewhere::contains).toList();
        return writing.isEmpty()
                ? Optional.empty()
                : Optional.of(order.withheld(
                        Guard.FENCE_PROOF,
                        "the end of I/O on " + facts.name(host) + " of VMs that run elsewhere: "
                                + String.join(", ", writing)));
    }

    private List<String> runningElsewhere() {
        return facts.snapshot(master).stream()
                .flatMap(told -> told.snapshot().getVms().stream())
                .filter(vm -> vm.getPowerState().equals("Running"))
                .filter(vm -> !vm.getResidentOn().equals(facts.uuid(host)))
                .map(Guest::getUuid)
                .sorted()
                .toList();
    }
}
