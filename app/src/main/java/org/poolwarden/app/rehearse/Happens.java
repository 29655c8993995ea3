package org.poolwarden.app.rehearse;

import java.util.List;
import java.util.Optional;
import org.poolwarden.app.timeline.Note;

/**
 * An alert, a finding, a command or an outcome falls within the span.
 *
 * @param detail the outcome's result; empty for any
 */
record Happens(Asked asked, Note.Kind kind, String what, Optional<String> detail) implements Expectation {
    @Override
    public Judgement judge(Play play) {
        List<Note> all = play.notes(kind).toList();
        List<Note> meant = all.stream()
                .filter(note -> note.what().equals(what) && asked.isAbout(note))
                .filter(note -> detail.map(note.detail()::equals).orElse(true))
                .toList();
        return meant.stream()
                .filter(note -> asked.span().contains(note.at()))
                .findFirst()
                .map(note -> Judgement.pass(note.brief()))
                .orElseGet(() -> Judgement.fail(
                        Judgement.brief(meant.isEmpty() ? all : meant, "there was no " + kind.word() + " at all")));
    }
}
