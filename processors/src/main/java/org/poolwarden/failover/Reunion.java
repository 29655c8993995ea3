package org.poolwarden.failover;

import java.util.List;
import java.util.Optional;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.Guard;

/** What a split brain calls for: one claimant gives up, its followers first, if it is clear which one. */
final class Reunion {

    private Reunion() {}

    static Plan plan(PoolFacts facts, Verdict verdict, PoolState state) {
        List<String> winners = verdict.hosts().stream()
                .filter(claimant -> facts.isFollowedByMost(claimant) || hasPromoted(state, claimant))
                .toList();
        if (winners.size() != 1) {
            Order order = new Order(CommandKind.REPOINT, Optional.empty(), verdict.hosts(), Optional.empty());
            return Plan.withheld(List.of(order.withheld(
                    Guard.MAJORITY,
                    "exactly one claimant that more than half of the members follow, or that this system promoted; or"
                            + " a person at the console")));
        }
        String winner = winners.get(0);
        String loser = verdict.hosts().stream()
                .filter(claimant -> !claimant.equals(winner))
                .findFirst()
                .orElseThrow();
        List<String> misled = facts.followersOf(loser).stream()
                .filter(facts.pool().standing().membership().addresses()::contains)
                .toList();
        Recovery recovery = recovery(state, winner, loser, misled);
        return Plan.firstOf((misled.isEmpty() ? List.of(loser) : misled)
                .stream()
                        .map(host -> Repointing.plan(facts, state, host, winner, recovery))
                        .toList());
    }

    private static boolean hasPromoted(PoolState state, String claimant) {
        return state.recovery().filter(r -> r.hasPromoted(claimant)).isPresent();
    }

    private static Recovery recovery(PoolState state, String winner, String loser, List<String> misled) {
        return state.recovery()
                .filter(last -> last.newMaster().equals(Optional.of(winner)))
                .orElseGet(() -> Recovery.between(loser, winner, misled));
    }
}
