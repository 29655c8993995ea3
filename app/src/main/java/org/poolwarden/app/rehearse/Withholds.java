package org.poolwarden.app.rehearse;

import java.util.List;
import java.util.Optional;
import org.poolwarden.app.timeline.Note;

/**
 * At some moment of the span a finding stands that says the command is held back.
 *
 * @param guard by which guard; empty for any
 */
record Withholds(Asked asked, String command, Optional<String> guard) implements Expectation {
    @Override
    public Judgement judge(Play play) {
        List<Note> all = play.notes(Note.Kind.WITHHELD).toList();
        return all.stream()
                .filter(note -> note.what().equals(command) && asked.isAbout(note))
                .filter(note -> guard.map(note.detail()::equals).orElse(true))
                .filter(note -> stands(note, play))
                .findFirst()
                .map(note -> Judgement.pass(note.brief()))
                .orElseGet(() -> Judgement.fail(Judgement.brief(all, "nothing was withheld")));
    }

    private boolean stands(Note note, Play play) {
        Span span = asked.span();
        boolean began = span.contains(note.at()) || note.at().compareTo(span.from()) < 0;
        return began && (span.contains(note.at()) || play.standsUntil(note).compareTo(span.from()) > 0);
    }
}
