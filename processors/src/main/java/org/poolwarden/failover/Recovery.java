package org.poolwarden.failover;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.poolwarden.failover.Rung.Stage;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.schema.RecoveryOutcome;

/**
 * The one recovery of a pool, in flight or the last one: a ladder, of which one rung at a time is taken.
 *
 * @param oldMaster address of the host that is replaced, or that gives up
 * @param newMaster address of the host that rules afterwards; empty while only the old one is fenced
 * @param promoted whether this system made {@code newMaster} master, and nobody else has ruled since
 * @param followers addresses of the slaves that should follow in the end and have not been seen to
 * @param absent addresses of the other members, who did not testify and have not been seen to follow
 * @param vms uuids of the VMs to start elsewhere, in that order; empty before the old master is declared dead
 * @param approval id of the approval that covers RECOVER_SLAVES and REPOINT; empty when the mode alone allowed PROMOTE
 * @param open whether it has begun and not ended
 * @param rung the last command
 */
public record Recovery(
        String oldMaster,
        Optional<String> newMaster,
        boolean promoted,
        List<String> followers,
        List<String> absent,
        List<String> vms,
        Optional<String> approval,
        boolean open,
        Rung rung) {

    public Recovery {
        followers = List.copyOf(followers);
        absent = List.copyOf(absent);
        vms = List.copyOf(vms);
    }

    /** A recovery that begins with {@code command} and in which it is not yet said who shall rule. */
    static Recovery begun(RecoveryCommand command, String oldMaster) {
        return begun(command, oldMaster, Optional.empty());
    }

    /** A member takes over from {@code oldMaster} in peace. */
    static Recovery designation(RecoveryCommand command, String oldMaster) {
        return begun(command, oldMaster, Optional.of(command.getHost()));
    }

    private static Recovery begun(RecoveryCommand command, String oldMaster, Optional<String> newMaster) {
        return new Recovery(
                oldMaster,
                newMaster,
                false,
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                true,
                Rung.issued(command));
    }

    /** Two claimants, of which {@code loser} shall give up; no command is issued yet. */
    static Recovery between(String loser, String winner, List<String> misled) {
        Rung none =
                new Rung("", CommandKind.UNSPECIFIED, loser, Instant.EPOCH, Instant.EPOCH, Stage.ENDED, Instant.EPOCH);
        return new Recovery(
                loser, Optional.of(winner), false, misled, List.of(), List.of(), Optional.empty(), false, none);
    }

    Recovery next(RecoveryCommand command) {
        return new Recovery(
                oldMaster, newMaster, promoted, followers, absent, vms, approval, true, Rung.issued(command));
    }

    /**
     * This recovery, in which the host of {@code command} shall rule and all others shall follow it.
     *
     * @param slaves who have testified, and will be told
     * @param others who have not
     */
    Recovery promoting(RecoveryCommand command, List<String> slaves, List<String> others) {
        return new Recovery(
                oldMaster,
                Optional.of(command.getHost()),
                true,
                slaves,
                others,
                List.of(),
                command.getApproval(),
                true,
                Rung.issued(command));
    }

    Recovery starting(List<String> uuids) {
        return new Recovery(oldMaster, newMaster, promoted, followers, absent, uuids, approval, open, rung);
    }

    /** This recovery without the slaves that {@code isHome} says follow by now. */
    Recovery without(Predicate<String> isHome) {
        List<String> astray = followers.stream().filter(isHome.negate()).toList();
        List<String> away = absent.stream().filter(isHome.negate()).toList();
        return astray.size() == followers.size() && away.size() == absent.size()
                ? this
                : new Recovery(oldMaster, newMaster, promoted, astray, away, vms, approval, open, rung);
    }

    /** This recovery as it ends. What it missed may still be made good; nothing of it is covered by its approval. */
    Recovery closed() {
        return new Recovery(oldMaster, newMaster, promoted, followers, absent, vms, Optional.empty(), false, rung);
    }

    /** This recovery when the old master follows the new one: who was away may still be told, by the word of the most. */
    Recovery forgotten() {
        Rung last = rung.stage() == Stage.TRIED_DRY ? rung.at(Stage.ENDED, rung.since()) : rung;
        return new Recovery(oldMaster, newMaster, false, followers, absent, List.of(), Optional.empty(), false, last);
    }

    /** This recovery when another host rules: nobody has to follow the one it was for. */
    Recovery overruled() {
        return forgotten().without(slave -> true);
    }

    Recovery with(Rung next) {
        return new Recovery(oldMaster, newMaster, promoted, followers, absent, vms, approval, open, next);
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

    /** Whether its last command ended without effect. */
    boolean hasFailed() {
        return rung.stage() == Stage.ENDED || rung.stage() == Stage.TRIED_DRY;
    }

    /** Whether this system made {@code host} master, and nobody has ruled since. */
    boolean hasPromoted(String host) {
        return promoted && newMaster.equals(Optional.of(host));
    }
}
