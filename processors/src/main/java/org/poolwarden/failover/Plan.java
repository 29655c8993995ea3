package org.poolwarden.failover;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.schema.WithheldCommand;

/**
 * What to do now, and what is held back.
 *
 * @param issue at most one command
 * @param asks whether a recovery would begin if the fleet's budget allows it
 * @param withheld what is due and held back, guard by guard
 */
record Plan(Optional<Issue> issue, boolean asks, List<WithheldCommand> withheld) {

    /**
     * A command, and the recovery whose rung it is.
     *
     * @param recovery as it stands with the command issued
     */
    record Issue(RecoveryCommand command, Recovery recovery) {}

    static final Plan NOTHING = new Plan(Optional.empty(), false, List.of());

    /** A recovery may begin once the fleet has granted it. */
    static final Plan ASKING = new Plan(Optional.empty(), true, List.of());

    Plan {
        withheld = List.copyOf(withheld);
    }

    static Plan withheld(List<WithheldCommand> withheld) {
        return new Plan(Optional.empty(), false, withheld);
    }

    static Plan issue(RecoveryCommand command, Recovery recovery) {
        return new Plan(Optional.of(new Issue(command, recovery)), false, List.of());
    }

    /** This plan with what else is held back; it must issue nothing itself. */
    Plan and(Plan other) {
        List<WithheldCommand> all = new ArrayList<>(withheld);
        all.addAll(other.withheld);
        return new Plan(other.issue, asks || other.asks, all);
    }
}
