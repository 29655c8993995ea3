package org.poolwarden.app.rehearse;

import java.util.List;
import org.poolwarden.app.timeline.Note;

/** How often an alert fires or a command is issued within the span: exactly, or at most. */
record Counts(Asked asked, Note.Kind kind, String what, long number, boolean atMost) implements Expectation {
    @Override
    public Judgement judge(Play play) {
        List<Note> counted = play.notes(kind)
                .filter(note -> note.what().equals(what) && asked.isAbout(note))
                .filter(note -> asked.span().contains(note.at()))
                .toList();
        boolean holds = atMost ? counted.size() <= number : counted.size() == number;
        return new Judgement(holds, counted.size() + ": " + Judgement.brief(counted, "none"));
    }
}
