package org.poolwarden.app.operate;

import java.util.Optional;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.Guard;
import org.poolwarden.schema.Mode;
import org.poolwarden.schema.WithheldCommand;

/** What a guard is for, and what a person can do about it. docs/verdicts.md says more. */
public final class GuardWords {

    /** What an approval does to a guard, as far as the last finding tells. The processors alone decide. */
    enum Effect {
        LIFTS,
        /** It depends on what the finding does not say. */
        MAY_LIFT,
        STAYS
    }

    private GuardWords() {}

    /** Why there is such a guard. */
    public static String purpose(Guard guard) {
        return switch (guard) {
            case ALIVE -> "somebody still hears the old master, or another host rules";
            case MAJORITY -> "too few members say that the master is gone: it may be our view that is cut";
            case FENCE_PROOF -> "nothing proves that the old host cannot write: two would write to one disk";
            case HA_OWNS -> "where XenServer's own HA is on, it decides";
            case CATCHING_UP -> "the processors have not heard enough since they started";
            case MAINTENANCE -> "people work there";
            case PAUSED -> "somebody has paused the pool";
            case MODE -> "the policy, or a rejection, leaves it to people";
            case IN_FLIGHT -> "one recovery at a time";
            case ANTI_FLAP -> "a master was promoted a short while ago";
            case BUDGET -> "too many pools recover at once: the cause may be ours";
            case EPOCH -> "the pool has changed since the command was issued";
            case EXPIRED -> "the command came too late";
            case CANDIDATE -> "no host is fit for it";
            case UNSPECIFIED -> "";
        };
    }

    /**
     * @param verifiedDown whether the approval names the old host verified-down
     */
    static Effect ofApproval(WithheldCommand held, boolean verifiedDown, Mode mode) {
        return switch (held.getGuard()) {
            case MODE -> mode == Mode.OBSERVE ? Effect.STAYS : Effect.LIFTS;
            case ANTI_FLAP, BUDGET -> Effect.LIFTS;
            case FENCE_PROOF -> asksForProof(held) && verifiedDown ? Effect.LIFTS : Effect.STAYS;
            case MAJORITY -> ofApprovalOnMajority(held.getCommand(), verifiedDown);
            case ALIVE,
                    HA_OWNS,
                    CATCHING_UP,
                    MAINTENANCE,
                    PAUSED,
                    IN_FLIGHT,
                    EPOCH,
                    EXPIRED,
                    CANDIDATE,
                    UNSPECIFIED -> Effect.STAYS;
        };
    }

    /** Of a two-host pool an approved FENCE needs the one slave alone; the finding does not say how many hosts count. */
    private static Effect ofApprovalOnMajority(CommandKind command, boolean verifiedDown) {
        if (command == CommandKind.FENCE) {
            return Effect.MAY_LIFT;
        }
        return command == CommandKind.PROMOTE && verifiedDown ? Effect.LIFTS : Effect.STAYS;
    }

    /** Whether an approval that names the old host verified-down would lift it. */
    static boolean asksForProof(WithheldCommand held) {
        boolean ofDeath =
                switch (held.getCommand()) {
                    case PROMOTE, DECLARE_DEAD, START_VMS -> true;
                    case FENCE, RECOVER_SLAVES, REPOINT, DESIGNATE, UNSPECIFIED -> false;
                };
        return ofDeath && held.getGuard() == Guard.FENCE_PROOF
                || held.getCommand() == CommandKind.PROMOTE && held.getGuard() == Guard.MAJORITY;
    }

    /**
     * What a person may do about a guard other than approving.
     *
     * @param when in which case, as the beginning of a sentence
     * @param line as it is typed
     */
    record Remedy(String when, String line) {}

    /** Empty where a guard lifts by itself, or by work on the pool. */
    static Optional<Remedy> remedy(Guard guard, KnownPool pool) {
        String name = pool.name();
        return switch (guard) {
            case PAUSED -> Optional.of(new Remedy("To end the pause", "poolwarden resume " + name + " --reason WHY"));
            case HA_OWNS -> Optional.of(new Remedy(
                    "Where HA is not known here, and you know that it is off",
                    "poolwarden policy set " + name + " ha=off --reason WHY"));
            case MODE -> Optional.of(mode(pool));
            case MAINTENANCE -> window(pool)
                    .map(about -> new Remedy(
                            "When the work is done", "poolwarden maintenance " + about + " off --reason WHY"));
            case ALIVE,
                    MAJORITY,
                    FENCE_PROOF,
                    CATCHING_UP,
                    IN_FLIGHT,
                    ANTI_FLAP,
                    BUDGET,
                    EPOCH,
                    EXPIRED,
                    CANDIDATE,
                    UNSPECIFIED -> Optional.empty();
        };
    }

    private static Remedy mode(KnownPool pool) {
        String set = "poolwarden policy set " + pool.name() + " mode=";
        return pool.policy().getMode() == Mode.OBSERVE
                ? new Remedy("To be able to approve commands", set + "advise --reason WHY")
                : new Remedy("To leave this to the processors from now on", set + "auto --reason WHY");
    }

    /** What is in maintenance, as it is typed: the pool, or the first of its hosts. */
    private static Optional<String> window(KnownPool pool) {
        return pool.policy().getMaintenanceUntil().isPresent()
                ? Optional.of(pool.name())
                : pool.policy().getMaintenance().stream()
                        .findFirst()
                        .map(window -> pool.name() + "/" + pool.nameOf(window.getHost()));
    }
}
