package org.poolwarden.failover;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.poolwarden.failover.Membership.MemberId;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.Guard;
import org.poolwarden.schema.Proof;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.schema.WithheldCommand;

/** DESIGNATE, which a person asks for in peace: another member becomes master, with every host alive and HA off. */
final class FailBack {

    private FailBack() {}

    static Plan plan(PoolFacts facts, PoolState state) {
        Optional<Approval> approval = state.consents().approval(CommandKind.DESIGNATE, facts);
        Optional<String> wished = approval.flatMap(Approval::host);
        Optional<String> master = facts.master();
        if (wished.isEmpty() || master.isEmpty() || wished.equals(master)) {
            return Plan.NOTHING;
        }
        String host = wished.get();
        Order order = new Order(CommandKind.DESIGNATE, wished, List.of(master.get()), approval.map(Approval::id));
        List<WithheldCommand> failing = failing(order, host, facts, state);
        if (!failing.isEmpty()) {
            return Plan.withheld(failing);
        }
        RecoveryCommand command = Orders.command(CommandKind.DESIGNATE, host, facts, state)
                .setProof(Proof.NONE)
                .setApproval(approval.map(Approval::id).orElse(null))
                .setExpectedRole(Answer.MASTER)
                .setMaster(master.get())
                .setReason(approval.map(Approval::author).orElse("") + " wants " + facts.name(host) + " as master")
                .build();
        return Plan.issue(command, Recovery.designation(command, master.get()));
    }

    private static List<WithheldCommand> failing(Order order, String host, PoolFacts facts, PoolState state) {
        List<WithheldCommand> failing = new ArrayList<>();
        HaGuard.failing(order, facts, state).ifPresent(failing::add);
        failing.addAll(PermissionGuards.failing(order, facts, state));
        List<String> absent = facts.members().stream()
                .map(MemberId::address)
                .filter(member -> !facts.isInItsPlace(member))
                .toList();
        if (!absent.isEmpty() || facts.pool().standing().member(host).isEmpty()) {
            failing.add(order.withheld(
                    Guard.CANDIDATE,
                    absent.isEmpty()
                            ? facts.name(host) + " as a member of the pool"
                            : "every member alive and following: "
                                    + facts.pool().namesOf(absent) + " is not"));
        }
        RecoveryPolicy.resting(order, facts, state).ifPresent(failing::add);
        return failing;
    }
}
