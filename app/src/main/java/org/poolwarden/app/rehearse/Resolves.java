package org.poolwarden.app.rehearse;

import java.util.List;
import org.poolwarden.app.timeline.Note;

/** The last firing of an alert ends within the span. */
record Resolves(Asked asked, String alert) implements Expectation {
    @Override
    public Judgement judge(Play play) {
        List<Note> story = play.notes().stream()
                .filter(note -> note.is(Note.Kind.ALERT, alert)
                        || note.is(Note.Kind.REOPENED, alert)
                        || note.is(Note.Kind.RESOLVED, alert))
                .filter(asked::isAbout)
                .toList();
        List<Note> ends = play.pools().stream()
                .filter(asked::isAbout)
                .flatMap(pool ->
                        story.stream()
                                .filter(note -> note.pool().equals(pool))
                                .reduce((before, after) -> after)
                                .stream())
                .toList();
        return ends.stream()
                .filter(note ->
                        note.kind() == Note.Kind.RESOLVED && asked.span().contains(note.at()))
                .findFirst()
                .map(note -> Judgement.pass(note.brief()))
                .orElseGet(() -> Judgement.fail(seen(ends)));
    }

    private static String seen(List<Note> ends) {
        return ends.isEmpty()
                ? "it never fired"
                : ends.get(0).kind() == Note.Kind.RESOLVED
                        ? Judgement.brief(ends, "")
                        : "still firing: " + Judgement.brief(ends, "");
    }
}
