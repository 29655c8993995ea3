package org.poolwarden.failover;

import java.util.List;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.RecoveryCommand;

/** How an order becomes a command, with what the executor must find again right before it acts. */
final class Orders {

    private Orders() {}

    /** A command that opens a recovery belongs to the epoch that it begins; a later rung to the present one. */
    static RecoveryCommand.Builder command(CommandKind kind, String host, PoolFacts facts, PoolState state) {
        long epoch = state.recovery().filter(Recovery::open).isPresent()
                ? state.standing().epoch()
                : state.standing().epoch() + 1;
        return RecoveryCommand.newBuilder()
                .setId(String.join("/", state.pool(), String.valueOf(epoch), kind.name(), host))
                .setPool(state.pool())
                .setKind(kind)
                .setHost(host)
                .setHostName(facts.name(host))
                .setHostUuid(facts.uuid(host).orElse(null))
                .setEpoch(epoch)
                .setIssuedAt(facts.now())
                .setNotAfter(facts.now().plus(facts.tolerance().commandLife()))
                .setExpected(List.of())
                .setVms(List.of())
                .setCause(facts.cause());
    }
}
