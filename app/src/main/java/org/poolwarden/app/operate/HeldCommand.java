package org.poolwarden.app.operate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.poolwarden.app.operate.GuardWords.Effect;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.Finding;
import org.poolwarden.schema.VerdictKind;
import org.poolwarden.schema.WithheldCommand;

/**
 * A command and everything that holds it back.
 *
 * @param guards each of them, about one command and one host; at least one
 */
record HeldCommand(KnownPool pool, List<WithheldCommand> guards) {

    static List<HeldCommand> of(KnownPool pool) {
        List<WithheldCommand> firsts = new ArrayList<>();
        for (WithheldCommand held : pool.withheld()) {
            if (firsts.stream().noneMatch(first -> isSame(first, held))) {
                firsts.add(held);
            }
        }
        return firsts.stream()
                .map(first -> new HeldCommand(
                        pool,
                        pool.withheld().stream()
                                .filter(held -> isSame(first, held))
                                .toList()))
                .toList();
    }

    private static boolean isSame(WithheldCommand one, WithheldCommand other) {
        return one.getCommand() == other.getCommand() && one.getHost().equals(other.getHost());
    }

    CommandKind command() {
        return guards.get(0).getCommand();
    }

    Optional<String> host() {
        return guards.get(0).getHost();
    }

    String name() {
        return PoolHead.order(pool, guards.get(0));
    }

    /** Whom an approval must name verified-down to be of use; empty where no guard asks for that. */
    Optional<String> mustBeDown() {
        return guards.stream().anyMatch(GuardWords::asksForProof) ? oldHost(pool, command(), host()) : Optional.empty();
    }

    /** The host that must not write any more when a command is carried out. */
    static Optional<String> oldHost(KnownPool pool, CommandKind command, Optional<String> host) {
        if (command != CommandKind.PROMOTE) {
            return host;
        }
        return pool.finding()
                .filter(finding -> finding.getVerdict() == VerdictKind.MASTER_LOST)
                .flatMap(finding -> finding.getHosts().stream().findFirst())
                .or(() -> pool.finding().flatMap(Finding::getMaster));
    }

    /** The guards to which a full approval does this. */
    List<WithheldCommand> guards(Effect effect) {
        boolean down = mustBeDown().isPresent();
        return guards.stream()
                .filter(held -> GuardWords.ofApproval(held, down, pool.policy().getMode()) == effect)
                .toList();
    }

    /** The approval that lifts all that an approval can lift, as it is typed; empty where it would lift nothing. */
    Optional<String> approval() {
        if (guards(Effect.STAYS).size() == guards.size()) {
            return Optional.empty();
        }
        StringBuilder line = new StringBuilder("poolwarden approve " + command());
        host().ifPresent(host -> line.append(' ').append(pool.nameOf(host)));
        line.append(" --pool ").append(pool.name());
        mustBeDown().ifPresent(down -> line.append(" --verified-down ").append(pool.nameOf(down)));
        pool.finding().ifPresent(finding -> line.append(" --epoch ").append(finding.getEpoch()));
        return Optional.of(line.append(" --reason WHY").toString());
    }
}
