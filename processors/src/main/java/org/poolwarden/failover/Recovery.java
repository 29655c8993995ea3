package org.poolwarden.failover;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.schema.RecoveryOutcome;

/**
 * The one recovery of a pool: its present rung and how far that came.
 *
 * @param commandId id of the command that was issued last
 * @param host address it went to
 * @param followers slaves that should follow the new master in the end
 * @param approval id of the approval that covers the whole ladder; empty when the mode alone allowed it
 * @param since when the stage began, by the broker's append time
 */
public record Recovery(
        String commandId,
        CommandKind kind,
        String host,
        List<String> followers,
        Optional<String> approval,
        Instant notAfter,
        Stage stage,
        Instant since) {

    /** How far a rung came. */
    public enum Stage {
        ISSUED,
        STARTED,
        ACCEPTED,
        UNKNOWN,
        /** Observed to have worked; the next rung is due. */
        SUCCEEDED,
        /** Ended without effect: refused, failed, expired, tried dry, or not seen to work. */
        ENDED
    }

    public Recovery {
        followers = List.copyOf(followers);
    }

    static Recovery issued(RecoveryCommand command, List<String> followers) {
        return new Recovery(
                command.getId(),
                command.getKind(),
                command.getHost(),
                followers,
                command.getApproval(),
                command.getNotAfter(),
                Stage.ISSUED,
                command.getIssuedAt());
    }

    /** This recovery after what the executor reports; the same for another command's outcome. */
    Recovery reported(RecoveryOutcome outcome, Instant at) {
        if (!outcome.getCommandId().equals(commandId) || !isInFlight()) {
            return this;
        }
        return switch (outcome.getResult()) {
            case STARTED -> stage == Stage.ISSUED ? at(Stage.STARTED, at) : this;
            case ACCEPTED -> at(Stage.ACCEPTED, at);
            case UNKNOWN -> at(Stage.UNKNOWN, at);
            case FAILED, REFUSED, EXPIRED, DRY_RUN -> at(Stage.ENDED, at);
            case SUCCEEDED, UNSPECIFIED -> this;
        };
    }

    boolean isInFlight() {
        return switch (stage) {
            case ISSUED, STARTED, ACCEPTED, UNKNOWN -> true;
            case SUCCEEDED, ENDED -> false;
        };
    }

    /** The host that was told to become master, while that is not yet seen. */
    Optional<String> promoting() {
        return kind == CommandKind.PROMOTE && isInFlight() ? Optional.of(host) : Optional.empty();
    }

    /** Whether the world shows what the command was for. */
    boolean isObserved(PoolFacts facts) {
        boolean rules = facts.master().equals(Optional.of(host)) && facts.answersAsMaster(host);
        return switch (kind) {
            case PROMOTE -> rules;
            case RECOVER_SLAVES -> rules && followers.stream().allMatch(slave -> follows(facts, slave));
            case FENCE, REPOINT, DECLARE_DEAD, START_VMS, DESIGNATE, UNSPECIFIED -> false;
        };
    }

    /** Whether it was accepted long ago and the host is gone, or is what it was. */
    boolean hasFailed(PoolFacts facts) {
        boolean sent = stage == Stage.ACCEPTED || stage == Stage.UNKNOWN || stage == Stage.STARTED;
        boolean due = !since.plus(facts.tolerance().transition()).isAfter(facts.now());
        return sent && due && (kind == CommandKind.RECOVER_SLAVES || !facts.answersAsMaster(host));
    }

    /** Whether nobody has reported on it at its expiry + H. */
    boolean isStalled(PoolFacts facts) {
        return stage == Stage.ISSUED
                && notAfter.plus(facts.tolerance().heartbeat()).isBefore(facts.now());
    }

    Recovery at(Stage next, Instant when) {
        return new Recovery(commandId, kind, host, followers, approval, notAfter, next, when);
    }

    private boolean follows(PoolFacts facts, String slave) {
        return facts.sightings(slave)
                .anyMatch(v -> v.last().heartbeat().getMasterAddress().equals(Optional.of(host)));
    }
}
