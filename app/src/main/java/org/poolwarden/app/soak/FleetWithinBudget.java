package org.poolwarden.app.soak;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.OutcomeResult;
import org.poolwarden.schema.RecoveryCommand;

/** No more than a fifth of the pools, and two, begin to recover within a minute of each other without a person. */
final class FleetWithinBudget implements Invariant {

    private static final int SHARE = 5;
    private static final int LEAST = 2;

    /** Where a recovery begins. */
    private static final Set<CommandKind> FIRST = Set.of(CommandKind.FENCE, CommandKind.PROMOTE);

    private static final Set<OutcomeResult> OVER =
            Set.of(OutcomeResult.SUCCEEDED, OutcomeResult.FAILED, OutcomeResult.REFUSED, OutcomeResult.EXPIRED);

    /** A command without an end may be over all the same after that, by what was observed. */
    private static final Duration OPEN = Duration.ofMinutes(1);

    @Override
    public String name() {
        return "fleet-within-budget";
    }

    @Override
    public Checked check(Chronicle story) {
        Checked checked = new Checked(name());
        List<Told<RecoveryCommand>> first = story.commands().stream()
                .filter(told -> FIRST.contains(told.what().getKind()))
                .toList();
        int limit = Math.max(LEAST, story.pools().size() / SHARE);
        for (Told<RecoveryCommand> told : first) {
            if (told.what().getApproval().isEmpty()) {
                Set<String> others = first.stream()
                        .filter(other -> isOpen(story, other, told.at()))
                        .map(other -> other.what().getPool())
                        .filter(pool -> !pool.equals(told.what().getPool()))
                        .collect(Collectors.toSet());
                checked.test(
                        others.size() < limit,
                        told.at(),
                        told.what().getKind() + " in " + told.what().getPool() + " while " + others + " recover");
            }
        }
        return checked;
    }

    private static boolean isOpen(Chronicle story, Told<RecoveryCommand> command, Duration at) {
        boolean young =
                command.at().compareTo(at) <= 0 && at.minus(command.at()).compareTo(OPEN) < 0;
        return young
                && story.outcomes().stream()
                        .filter(outcome -> outcome.at().compareTo(at) <= 0)
                        .filter(outcome -> outcome.what()
                                .getCommandId()
                                .equals(command.what().getId()))
                        .noneMatch(outcome -> OVER.contains(outcome.what().getResult()));
    }
}
