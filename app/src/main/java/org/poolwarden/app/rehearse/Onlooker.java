package org.poolwarden.app.rehearse;

import java.time.Duration;
import org.poolwarden.app.timeline.Note;
import org.poolwarden.schema.Alert;
import org.poolwarden.schema.Finding;
import org.poolwarden.schema.OperatorAction;
import org.poolwarden.schema.PoolPolicy;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.schema.RecoveryOutcome;
import org.poolwarden.sim.SimWorld;

/**
 * Sees everything that happens in a rehearsal, when it happens: the records, and the truth that they are about.
 *
 * <p>Times are since the beginning of the run. Everything is called on the thread that plays.
 */
public interface Onlooker {

    /** Sees nothing. */
    Onlooker NOBODY = new Onlooker() {};

    /** A line of the timeline is written. */
    default void note(Note note) {}

    /** Something about the run itself is told, as a sentence. */
    default void remark(String sentence) {}

    /** The world has changed, or begins; it must only be looked at. */
    default void world(Duration at, SimWorld world) {}

    /**
     * Something of the scenario happens now.
     *
     * @param act verb and words, as in the file
     */
    default void event(Duration at, String act) {}

    default void policy(Duration at, PoolPolicy policy) {}

    default void action(Duration at, OperatorAction action) {}

    default void finding(Duration at, Finding finding) {}

    default void alert(Duration at, Alert alert) {}

    default void command(Duration at, RecoveryCommand command) {}

    default void outcome(Duration at, RecoveryOutcome outcome) {}
}
