package org.poolwarden.failover;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.poolwarden.failover.Recovery.Stage;
import org.poolwarden.failover.Standing.MemberId;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.Guard;
import org.poolwarden.schema.Proof;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.schema.VerdictKind;
import org.poolwarden.schema.WithheldCommand;

/** What may be done about a verdict. Detection never acts; this is the only place where an act is chosen. */
public final class RecoveryPolicy {

    /** What to do now, and what is held back; at most one command. */
    public record Plan(Optional<RecoveryCommand> command, List<String> followers, List<WithheldCommand> withheld) {

        static final Plan NOTHING = new Plan(Optional.empty(), List.of(), List.of());

        static Plan withheld(List<WithheldCommand> withheld) {
            return new Plan(Optional.empty(), List.of(), withheld);
        }
    }

    private RecoveryPolicy() {}

    static Plan plan(PoolFacts facts, Verdict verdict, PoolState state) {
        Optional<Recovery> recovery = state.recovery();
        if (recovery.filter(r -> r.stage() == Stage.SUCCEEDED && r.kind() == CommandKind.PROMOTE)
                .isPresent()) {
            return recoverSlaves(facts, recovery.get(), state);
        }
        return switch (verdict.kind()) {
            case MASTER_LOST -> verdict.hosts().isEmpty()
                    ? Plan.NOTHING
                    : promote(facts, verdict, verdict.hosts().get(0), state);
            case BLIND -> state.isFiring(VerdictKind.MASTER_LOST.name())
                    ? Plan.withheld(List.of(new WithheldCommand(
                            CommandKind.PROMOTE, null, Guard.CATCHING_UP, "two rounds of every live observer")))
                    : Plan.NOTHING;
            case POOL_DARK,
                    SPLIT_BRAIN,
                    TRANSITION,
                    POOL_BOOTING,
                    TOOLSTACK_DOWN,
                    MASTER_UNSEEN,
                    HOST_LOST,
                    HOST_ORPHANED,
                    DOUBTFUL,
                    SETTLED,
                    UNSPECIFIED -> Plan.NOTHING;
        };
    }

    private static Plan promote(PoolFacts facts, Verdict verdict, String oldMaster, PoolState state) {
        Optional<Approval> approval =
                state.approval().filter(a -> a.command() == CommandKind.PROMOTE && !a.isVoid(facts));
        Optional<String> candidate = candidate(facts, oldMaster, approval.flatMap(Approval::host));
        Optional<WithheldCommand> busy = inFlight(facts, state);
        if (busy.isPresent()) {
            return Plan.withheld(List.of(busy.get()));
        }
        PromotionGuards guards =
                new PromotionGuards(facts, oldMaster, candidate, verdict.how(), state.policy(), approval);
        List<WithheldCommand> failing = guards.failing();
        if (!failing.isEmpty()) {
            return Plan.withheld(failing);
        }
        String chosen = candidate.orElseThrow();
        List<String> followers = facts.testifyingLost(oldMaster).stream()
                .filter(slave -> !slave.equals(chosen))
                .toList();
        RecoveryCommand command = command(CommandKind.PROMOTE, chosen, facts, state.nextEpoch())
                .setOldMaster(oldMaster)
                .setProof(guards.proof())
                .setApproval(approval.map(Approval::id).orElse(null))
                .setExpectedRole(Answer.SLAVE)
                .setReason(verdict.reason() + "; proof: " + guards.proof())
                .build();
        return new Plan(Optional.of(command), followers, List.of());
    }

    private static Plan recoverSlaves(PoolFacts facts, Recovery recovery, PoolState state) {
        if (recovery.followers().isEmpty()) {
            return Plan.NOTHING;
        }
        Optional<String> approval = recovery.approval().or(() -> state.approval()
                .filter(a -> a.covers(CommandKind.RECOVER_SLAVES, recovery.host()) && !a.isVoid(facts))
                .map(Approval::id));
        List<WithheldCommand> failing = PermissionGuards.failing(
                state.policy(),
                CommandKind.RECOVER_SLAVES,
                Optional.of(recovery.host()),
                approval.isPresent(),
                facts.now());
        if (!failing.isEmpty()) {
            return Plan.withheld(failing);
        }
        RecoveryCommand command = command(
                        CommandKind.RECOVER_SLAVES,
                        recovery.host(),
                        facts,
                        facts.pool().standing().epoch())
                .setProof(Proof.NONE)
                .setApproval(approval.orElse(null))
                .setExpectedRole(Answer.MASTER)
                .setExpected(recovery.followers())
                .setReason(facts.name(recovery.host()) + " is master now and "
                        + facts.pool().namesOf(recovery.followers()) + " still wait for the old one")
                .build();
        return new Plan(Optional.of(command), recovery.followers(), List.of());
    }

    /** The slave that this evidence reaches, that is enabled and newest; the lowest uuid among equals. */
    private static Optional<String> candidate(PoolFacts facts, String oldMaster, Optional<String> wished) {
        List<String> witnesses = facts.testifyingLost(oldMaster);
        Optional<MemberId> old = facts.pool().standing().member(oldMaster);
        return facts.pool().standing().members().stream()
                .filter(m -> witnesses.contains(m.address()) && m.enabled())
                .filter(m -> facts.sightings(m.address()).anyMatch(v -> v.answers(Answer.SLAVE)))
                .filter(m ->
                        old.map(o -> !Version.isOlder(m.version(), o.version())).orElse(true))
                .filter(m -> wished.map(m.address()::equals).orElse(true))
                .min(Comparator.comparing(MemberId::uuid))
                .map(MemberId::address);
    }

    /** One recovery at a time, and a pause after one that ended without effect. */
    private static Optional<WithheldCommand> inFlight(PoolFacts facts, PoolState state) {
        return state.recovery().flatMap(recovery -> {
            Instant retry = recovery.since().plus(facts.tolerance().commandLife());
            if (recovery.isInFlight()) {
                return busy(recovery, "the end of " + recovery.commandId() + ", which is " + recovery.stage());
            }
            boolean cooling = recovery.stage() == Stage.ENDED && facts.now().isBefore(retry);
            return cooling
                    ? busy(recovery, retry + ": " + recovery.commandId() + " ended without effect")
                    : Optional.empty();
        });
    }

    private static Optional<WithheldCommand> busy(Recovery recovery, String lifts) {
        return Optional.of(new WithheldCommand(CommandKind.PROMOTE, recovery.host(), Guard.IN_FLIGHT, lifts));
    }

    private static RecoveryCommand.Builder command(CommandKind kind, String host, PoolFacts facts, long epoch) {
        String pool = facts.poolName();
        return RecoveryCommand.newBuilder()
                .setId(String.join("/", pool, String.valueOf(epoch), kind.name(), host))
                .setPool(pool)
                .setKind(kind)
                .setHost(host)
                .setHostName(facts.name(host))
                .setEpoch(epoch)
                .setIssuedAt(facts.now())
                .setNotAfter(facts.now().plus(facts.tolerance().commandLife()))
                .setExpected(List.of())
                .setCause(facts.cause());
    }
}
