package org.poolwarden.failover;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.Guard;
import org.poolwarden.schema.PoolPolicy;
import org.poolwarden.schema.WithheldCommand;

/** Whether people allow a command: maintenance, pause, mode, and what somebody has rejected. */
final class PermissionGuards {

    private PermissionGuards() {}

    static List<WithheldCommand> failing(Order order, PoolFacts facts, PoolState state) {
        List<WithheldCommand> withheld = new ArrayList<>();
        Maintenance.ofAny(order.parties(), facts, state)
                .ifPresent(
                        until -> withheld.add(order.withheld(Guard.MAINTENANCE, "the end of maintenance at " + until)));
        if (state.policy().getPaused()) {
            withheld.add(order.withheld(Guard.PAUSED, "resuming the pool"));
        }
        state.consents()
                .rejection(order.kind(), order.host(), facts)
                .map(rejection -> rejection.author() + " rejected it (" + rejection.reason() + "): an approval, or"
                        + " another epoch")
                .or(() -> mode(order, state.policy()))
                .ifPresent(lifts -> withheld.add(order.withheld(Guard.MODE, lifts)));
        return withheld;
    }

    private static Optional<String> mode(Order order, PoolPolicy policy) {
        return switch (policy.getMode()) {
            case AUTO -> order.isApproved() || isAutomatic(order.kind(), policy)
                    ? Optional.empty()
                    : Optional.of(
                            "an approval" + (order.kind() == CommandKind.FENCE ? ", or the policy auto-fence" : ""));
            case ADVISE -> order.isApproved()
                    ? Optional.empty()
                    : Optional.of("an approval, or mode auto: the mode is advise, so the plan waits for a person");
            case OBSERVE, UNSPECIFIED -> Optional.of("mode advise or auto: the mode is observe, alerts only");
        };
    }

    /** What mode auto does by itself. */
    private static boolean isAutomatic(CommandKind kind, PoolPolicy policy) {
        return switch (kind) {
            case FENCE -> policy.getAutoFence();
            case PROMOTE, RECOVER_SLAVES, REPOINT, DECLARE_DEAD, START_VMS -> true;
            case DESIGNATE, UNSPECIFIED -> false;
        };
    }
}
