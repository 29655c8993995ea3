package org.poolwarden.app.soak;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.poolwarden.schema.OutcomeResult;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.schema.RecoveryOutcome;

/**
 * A command that was carried out, or whose call was sent and never answered.
 *
 * @param issued when the command could be read
 * @param started before any outside call
 * @param done after the last one
 */
record Deed(RecoveryCommand command, Duration issued, Duration started, Duration done) {

    private static final Set<OutcomeResult> REACHED = Set.of(OutcomeResult.ACCEPTED, OutcomeResult.UNKNOWN);

    static Optional<Deed> of(Told<RecoveryCommand> command, List<Told<RecoveryOutcome>> outcomes) {
        List<Told<RecoveryOutcome>> own = outcomes.stream()
                .filter(told -> told.what().getCommandId().equals(command.what().getId()))
                .toList();
        Optional<Duration> started = own.stream()
                .filter(told -> told.what().getResult() == OutcomeResult.STARTED)
                .map(Told::at)
                .findFirst();
        Optional<Duration> done = own.stream()
                .filter(told -> REACHED.contains(told.what().getResult()))
                .map(Told::at)
                .findFirst();
        return started.flatMap(from -> done.map(to -> new Deed(command.what(), command.at(), from, to)));
    }

    String pool() {
        return command.getPool();
    }

    @Override
    public String toString() {
        return command.getKind() + " " + command.getHostName();
    }
}
