package org.poolwarden.failover;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.poolwarden.failover.Rung.Stage;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.schema.RecoveryOutcome;

/**
 * The one recovery of a pool, in flight or the last one: a ladder, of which one rung at a time is taken.
 *
 * @param oldMaster address of the host that is replaced, or that gives up
 * @param newMaster address of the host that rules afterwards; empty while only the old one is fenced
 * @param promoted whether this system made {@code newMaster} master
 * @param followers addresses of the slaves that should follow in the end
 * @param vms uuids of the VMs to start elsewhere, in that order; empty before the old master is declared dead
 * @param approval id of the approval that covers the ladder; empty when the mode alone allowed it
 * @param open whether it has begun and not ended
 * @param rung the last command
 */
public record Recovery(
        String oldMaster,
        Optional<String> newMaster,
        boolean promoted,
        List<String> followers,
        List<String> vms,
        Optional<String> approval,
        boolean open,
        Rung rung) {

    public Recovery {
        followers = List.copyOf(followers);
        vms = List.copyOf(vms);
    }

    /** A recovery that begins with {@code command}; more is known with its next rungs. */
    static Recovery begun(RecoveryCommand command, String oldMaster) {
        return new Recovery(
                oldMaster,
                Optional.empty(),
                false,
                List.of(),
                List.of(),
                command.getApproval(),
                true,
                Rung.issued(command));
    }

    /** Two claimants, of which {@code loser} shall give up; no command is issued yet. */
    static Recovery between(String loser, String winner, List<String> misled) {
        Rung none =
                new Rung("", CommandKind.UNSPECIFIED, loser, Instant.EPOCH, Instant.EPOCH, Stage.ENDED, Instant.EPOCH);
        return new Recovery(loser, Optional.of(winner), false, misled, List.of(), Optional.empty(), false, none);
    }

    Recovery next(RecoveryCommand command) {
        return new Recovery(oldMaster, newMaster, promoted, followers, vms, approval, true, Rung.issued(command));
    }

    /** This recovery, in which {@code master} shall rule and {@code slaves} shall follow it. */
    Recovery towards(String master, boolean byPromotion, List<String> slaves) {
        return new Recovery(oldMaster, Optional.of(master), byPromotion, slaves, vms, approval, open, rung);
    }

    Recovery starting(List<String> uuids) {
        return new Recovery(oldMaster, newMaster, promoted, followers, uuids, approval, open, rung);
    }

    Recovery closed() {
        return new Recovery(oldMaster, newMaster, promoted, followers, vms, approval, false, rung);
    }

    Recovery with(Rung next) {
        return new Recovery(oldMaster, newMaster, promoted, followers, vms, approval, open, next);
    }

    Recovery reported(RecoveryOutcome outcome, Instant at) {
        Rung next = rung.reported(outcome, at);
        return next == rung ? this : with(next);
    }

    boolean isInFlight() {
        return rung.isInFlight();
    }

    /** The host that was told to become master, while that is not yet seen. */
    Optional<String> promoting() {
        return rung.kind() == CommandKind.PROMOTE && isInFlight() ? Optional.of(rung.host()) : Optional.empty();
    }

    /** The host that was told to take over in peace, while that is not yet seen. */
    Optional<String> designating() {
        return rung.kind() == CommandKind.DESIGNATE && isInFlight() ? Optional.of(rung.host()) : Optional.empty();
    }

    /** Whether this system made {@code host} master, and nobody has ruled since. */
    boolean hasPromoted(String host) {
        return promoted && newMaster.equals(Optional.of(host));
    }
}
