package org.poolwarden.failover;

import java.time.Instant;
import java.util.Optional;
import org.poolwarden.schema.CommandKind;

/**
 * A person's consent to one command of the open incident.
 *
 * @param host address the command is about; empty for any
 * @param verifiedDown address of the host that the person has verified to be down; empty when none is named
 * @param epoch the epoch in which it was given
 * @param at by the broker's append time
 */
public record Approval(
        String id,
        CommandKind command,
        Optional<String> host,
        Optional<String> verifiedDown,
        long epoch,
        Instant at,
        String author) {

    boolean covers(CommandKind kind, String address) {
        return command == kind && host.map(address::equals).orElse(true);
    }

    boolean names(String address) {
        return verifiedDown.equals(Optional.of(address));
    }

    /**
     * Whether the epoch changed, ten minutes passed, the host it calls down has shown life then or since, or what it
     * allows is so already. DESIGNATE answers no incident, so no change of epoch takes it back.
     */
    boolean isVoid(PoolFacts facts) {
        boolean stale = command != CommandKind.DESIGNATE
                && epoch != facts.pool().standing().epoch();
        boolean old = !PoolView.isWithin(at, facts.now(), facts.tolerance().approvalLife());
        boolean alive = verifiedDown
                .flatMap(facts.pool()::lastLife)
                .filter(life -> !life.isBefore(at))
                .isPresent();
        return stale || old || alive || alreadyOff(facts).isPresent();
    }

    /**
     * The host whose power a fence would cut, where that is off: it is not fenced, and whoever powers it on again has not
     * allowed what comes then. Empty for anything else.
     */
    Optional<String> alreadyOff(PoolFacts facts) {
        return host.or(facts::master)
                .filter(target -> command == CommandKind.FENCE && verifiedDown.isEmpty())
                .filter(target -> Proofs.isProvenOff(facts, target));
    }
}
