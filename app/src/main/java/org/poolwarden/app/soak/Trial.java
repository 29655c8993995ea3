package org.poolwarden.app.soak;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.poolwarden.app.rehearse.Rehearsal;
import org.poolwarden.app.rehearse.ScenarioException;
import org.poolwarden.app.timeline.Note;

/**
 * A story that has been played and checked.
 *
 * @param told the timeline, line by line: equal for equal seeds
 */
record Trial(Story story, Chronicle chronicle, List<Checked> checked, String told) {
    Trial {
        checked = List.copyOf(checked);
    }

    /** Plays a story; one that does not parse is a fault of the storyteller. */
    static Trial of(Story story, List<Invariant> invariants) {
        try {
            Rehearsal rehearsal = Rehearsal.read(story.file(), story.yaml());
            Chronicler chronicler = new Chronicler();
            List<Note> notes = rehearsal.play(chronicler);
            Chronicle chronicle = chronicler.chronicle(rehearsal.run());
            return new Trial(
                    story,
                    chronicle,
                    invariants.stream()
                            .map(invariant -> invariant.check(chronicle))
                            .toList(),
                    notes.stream().map(Note::line).collect(Collectors.joining("\n")));
        } catch (ScenarioException e) {
            throw new IllegalStateException("a story that is no scenario: " + story.yaml(), e);
        }
    }

    List<Breach> breaches() {
        return checked.stream().flatMap(one -> one.breaches().stream()).toList();
    }

    /** Simulated time, counted once for each pool. */
    Duration poolTime() {
        return chronicle.run().multipliedBy(story.pools().size());
    }
}
