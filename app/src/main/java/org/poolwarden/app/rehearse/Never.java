package org.poolwarden.app.rehearse;

import java.util.List;
import java.util.Optional;
import org.poolwarden.app.timeline.Note;

/**
 * Within the span there is no such alert or command.
 *
 * @param what alert kind or command; empty for any
 */
record Never(Asked asked, Note.Kind kind, Optional<String> what) implements Expectation {
    @Override
    public Judgement judge(Play play) {
        List<Note> against = play.notes(kind)
                .filter(note -> what.map(note.what()::equals).orElse(true))
                .filter(note -> asked.isAbout(note) && asked.span().contains(note.at()))
                .toList();
        return new Judgement(against.isEmpty(), Judgement.brief(against, "none"));
    }
}
