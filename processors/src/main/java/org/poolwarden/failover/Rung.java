package org.poolwarden.failover;

import java.time.Instant;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.schema.RecoveryOutcome;

/**
 * One command of a recovery and how far it came.
 *
 * @param host address of the host it is about
 * @param issuedAt by the broker's append time
 * @param since when the stage began, by the broker's append time
 */
public record Rung(
        String commandId,
        CommandKind kind,
        String host,
        Instant issuedAt,
        Instant notAfter,
        Stage stage,
        Instant since) {

    /** How far a command came. */
    public enum Stage {
        ISSUED,
        STARTED,
        ACCEPTED,
        UNKNOWN,
        /** Observed to have worked; the next rung is due. */
        SUCCEEDED,
        /** The executor only tries: nothing was done, and nothing is tried again in this incident. */
        TRIED_DRY,
        /** Ended without effect: refused, failed, expired, or not seen to work. */
        ENDED
    }

    static Rung issued(RecoveryCommand command) {
        return new Rung(
                command.getId(),
                command.getKind(),
                command.getHost(),
                command.getIssuedAt(),
                command.getNotAfter(),
                Stage.ISSUED,
                command.getIssuedAt());
    }

    /** This rung after what the executor reports; the same for another command's outcome. */
    Rung reported(RecoveryOutcome outcome, Instant at) {
        if (!outcome.getCommandId().equals(commandId) || !isInFlight()) {
            return this;
        }
        return switch (outcome.getResult()) {
            case STARTED -> stage == Stage.ISSUED ? at(Stage.STARTED, at) : this;
            case ACCEPTED -> at(Stage.ACCEPTED, at);
            case UNKNOWN -> at(Stage.UNKNOWN, at);
            case DRY_RUN -> at(Stage.TRIED_DRY, at);
            case FAILED, REFUSED, EXPIRED -> at(Stage.ENDED, at);
            case SUCCEEDED, UNSPECIFIED -> this;
        };
    }

    boolean isInFlight() {
        return switch (stage) {
            case ISSUED, STARTED, ACCEPTED, UNKNOWN -> true;
            case SUCCEEDED, TRIED_DRY, ENDED -> false;
        };
    }

    /** Whether the call may have reached the world. */
    boolean isSent() {
        return switch (stage) {
            case STARTED, ACCEPTED, UNKNOWN -> true;
            case ISSUED, SUCCEEDED, TRIED_DRY, ENDED -> false;
        };
    }

    boolean hasSucceeded(CommandKind of) {
        return kind == of && stage == Stage.SUCCEEDED;
    }

    Rung at(Stage next, Instant when) {
        return new Rung(commandId, kind, host, issuedAt, notAfter, next, when);
    }
}
