package org.poolwarden.failover;

import java.util.Optional;
import org.poolwarden.schema.CommandKind;

/**
 * A person's no to one command; it holds until the epoch changes.
 *
 * @param host address the command is about; empty for any
 */
public record Rejection(CommandKind command, Optional<String> host, long epoch, String author, String reason) {

    boolean holds(CommandKind kind, Optional<String> address, PoolFacts facts) {
        boolean same = command == kind && (host.isEmpty() || host.equals(address));
        return same && epoch == facts.pool().standing().epoch();
    }
}
