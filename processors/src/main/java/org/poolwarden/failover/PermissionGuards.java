package org.poolwarden.failover;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.Guard;
import org.poolwarden.schema.PoolPolicy;
import org.poolwarden.schema.WithheldCommand;

/** Whether people allow a command: maintenance, pause and mode. */
final class PermissionGuards {

    private PermissionGuards() {}

    static List<WithheldCommand> failing(
            PoolPolicy policy, CommandKind command, Optional<String> host, boolean approved, Instant now) {
        List<WithheldCommand> withheld = new ArrayList<>();
        policy.getMaintenanceUntil()
                .filter(now::isBefore)
                .ifPresent(until -> withheld.add(new WithheldCommand(
                        command, host.orElse(null), Guard.MAINTENANCE, "the end of maintenance at " + until)));
        if (policy.getPaused()) {
            withheld.add(new WithheldCommand(command, host.orElse(null), Guard.PAUSED, "resuming the pool"));
        }
        mode(policy, approved)
                .ifPresent(lifts -> withheld.add(new WithheldCommand(command, host.orElse(null), Guard.MODE, lifts)));
        return withheld;
    }

    private static Optional<String> mode(PoolPolicy policy, boolean approved) {
        return switch (policy.getMode()) {
            case AUTO -> Optional.empty();
            case ADVISE -> approved
                    ? Optional.empty()
                    : Optional.of("an approval, or mode auto: the mode is advise, so the plan waits for a person");
            case OBSERVE, UNSPECIFIED -> Optional.of("mode advise or auto: the mode is observe, alerts only");
        };
    }
}
