package org.poolwarden.failover;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.poolwarden.failover.Rung.Stage;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.Guard;
import org.poolwarden.schema.VerdictKind;
import org.poolwarden.schema.WithheldCommand;

/**
 * What may be done about a verdict. Detection never acts; this is the only place where an act is chosen: the next rung
 * of a recovery that has begun, or what the verdict calls for.
 */
public final class RecoveryPolicy {

    private RecoveryPolicy() {}

    static Plan plan(PoolFacts facts, Verdict verdict, PoolState state) {
        if (verdict.is(VerdictKind.BLIND)) {
            return blind(state);
        }
        if (state.recovery().filter(Recovery::isInFlight).isPresent()) {
            return busy(facts, verdict, state);
        }
        Plan next = Ladder.next(facts, state);
        return next.issue().isPresent() ? next : next.and(answer(facts, verdict, state));
    }

    private static Plan answer(PoolFacts facts, Verdict verdict, PoolState state) {
        return switch (verdict.kind()) {
            case MASTER_LOST -> verdict.hosts().isEmpty() ? Plan.NOTHING : Succession.plan(facts, verdict, state);
            case SPLIT_BRAIN -> Reunion.plan(facts, verdict, state);
            case SETTLED,
                    HOST_LOST,
                    HOST_ORPHANED,
                    DOUBTFUL,
                    MASTER_UNSEEN,
                    POOL_DARK,
                    TRANSITION,
                    POOL_BOOTING,
                    TOOLSTACK_DOWN -> FailBack.plan(facts, state);
            case BLIND, UNSPECIFIED -> Plan.NOTHING;
        };
    }

    /** Nothing is judged, so nothing ends either. */
    private static Plan blind(PoolState state) {
        return state.isFiring(VerdictKind.MASTER_LOST.name())
                ? Plan.WAITING.and(Plan.withheld(List.of(new WithheldCommand(
                        CommandKind.PROMOTE, null, Guard.CATCHING_UP, "two rounds of every live observer"))))
                : Plan.WAITING;
    }

    private static Plan busy(PoolFacts facts, Verdict verdict, PoolState state) {
        Rung rung = state.recovery().orElseThrow().rung();
        String lifts = "the end of " + rung.commandId() + ", which is " + rung.stage();
        List<WithheldCommand> withheld = new ArrayList<>();
        called(verdict).ifPresent(kind -> withheld.add(new WithheldCommand(kind, rung.host(), Guard.IN_FLIGHT, lifts)));
        state.consents()
                .approval(CommandKind.DESIGNATE, facts)
                .flatMap(Approval::host)
                .ifPresent(
                        host -> withheld.add(new WithheldCommand(CommandKind.DESIGNATE, host, Guard.IN_FLIGHT, lifts)));
        return Plan.withheld(withheld);
    }

    /** What the verdict would call for if nothing were in flight. */
    private static Optional<CommandKind> called(Verdict verdict) {
        return switch (verdict.kind()) {
            case MASTER_LOST -> Optional.of(CommandKind.PROMOTE);
            case SPLIT_BRAIN -> Optional.of(CommandKind.REPOINT);
            case BLIND,
                    POOL_DARK,
                    TRANSITION,
                    POOL_BOOTING,
                    TOOLSTACK_DOWN,
                    MASTER_UNSEEN,
                    HOST_LOST,
                    HOST_ORPHANED,
                    DOUBTFUL,
                    SETTLED,
                    UNSPECIFIED -> Optional.empty();
        };
    }

    /**
     * A pause after the same command ended without effect, or cut a host's power, which not every observer has seen yet;
     * and an end of tries where the executor only tries.
     */
    static Optional<WithheldCommand> resting(Order order, PoolFacts facts, PoolState state) {
        return state.recovery()
                .map(Recovery::rung)
                .filter(rung -> rung.kind() == order.kind())
                .flatMap(rung -> resting(order, rung, facts));
    }

    private static Optional<WithheldCommand> resting(Order order, Rung rung, PoolFacts facts) {
        if (rung.stage() == Stage.TRIED_DRY) {
            return Optional.of(order.withheld(
                    Guard.IN_FLIGHT, "dry.run=false at the executor: it has only tried " + rung.commandId()));
        }
        Instant retry = rung.since().plus(facts.tolerance().commandLife());
        boolean isFenced = rung.hasSucceeded(CommandKind.FENCE);
        boolean rests = (rung.stage() == Stage.ENDED || isFenced)
                && !order.isApproved()
                && facts.now().isBefore(retry);
        String why = isFenced ? " has cut the power" : " ended without effect";
        return rests
                ? Optional.of(order.withheld(Guard.IN_FLIGHT, retry + ": " + rung.commandId() + why))
                : Optional.empty();
    }
}
