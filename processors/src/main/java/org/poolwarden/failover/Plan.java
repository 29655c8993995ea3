package org.poolwarden.failover;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.schema.WithheldCommand;

/**
 * What to do now, and what is held back.
 *
 * @param issue at most one command
 * @param asks whether a recovery would begin if the fleet's budget allows it
 * @param isWaiting whether the recovery under way has a next rung that is not due yet, or is held back for now
 * @param withheld what is due and held back, guard by guard
 */
record Plan(Optional<Issue> issue, boolean asks, boolean isWaiting, List<WithheldCommand> withheld) {

    /**
     * A command, and the recovery whose rung it is.
     *
     * @param recovery as it stands with the command issued
     */
    record Issue(RecoveryCommand command, Recovery recovery) {}

    static final Plan NOTHING = new Plan(Optional.empty(), false, false, List.of());

    /** A recovery may begin once the fleet has granted it. */
    static final Plan ASKING = new Plan(Optional.empty(), true, false, List.of());

    /** The next rung is not due yet. */
    static final Plan WAITING = new Plan(Optional.empty(), false, true, List.of());

    Plan {
        withheld = List.copyOf(withheld);
    }

    static Plan withheld(List<WithheldCommand> withheld) {
        return new Plan(Optional.empty(), false, false, withheld);
    }

    static Plan issue(RecoveryCommand command, Recovery recovery) {
        return new Plan(Optional.of(new Issue(command, recovery)), false, false, List.of());
    }

    /** This plan with what else is held back, and with the command of the other where it issues none itself. */
    Plan and(Plan other) {
        List<WithheldCommand> all = Stream.concat(withheld.stream(), other.withheld.stream())
                .distinct()
                .toList();
        return new Plan(issue.or(() -> other.issue), asks || other.asks, isWaiting || other.isWaiting, all);
    }

    /** The first of several plans that issues a command; else all that they hold back. */
    static Plan firstOf(List<Plan> plans) {
        return plans.stream().reduce(NOTHING, Plan::and);
    }
}
