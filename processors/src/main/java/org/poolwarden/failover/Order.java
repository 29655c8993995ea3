package org.poolwarden.failover;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.Guard;
import org.poolwarden.schema.WithheldCommand;

/**
 * A command that is due, before the guards are asked.
 *
 * @param host address of the host it is about; empty while none is chosen
 * @param others addresses of the other hosts it concerns
 * @param approval id of the approval that covers it; empty when nobody has approved it
 */
record Order(CommandKind kind, Optional<String> host, List<String> others, Optional<String> approval) {

    Order {
        others = List.copyOf(others);
    }

    boolean isApproved() {
        return approval.isPresent();
    }

    List<String> parties() {
        List<String> parties = new ArrayList<>(others);
        host.ifPresent(parties::add);
        return parties;
    }

    WithheldCommand withheld(Guard guard, String lifts) {
        return new WithheldCommand(kind, host.orElse(null), guard, lifts);
    }
}
