package org.poolwarden.app.rehearse;

import java.util.List;
import java.util.Optional;
import org.poolwarden.app.timeline.Note;
import org.poolwarden.app.timeline.Note.Kind;

/** The last firing of an alert ends within the span, in some pool that is asked about. */
record Resolves(Asked asked, String alert) implements Expectation {
    @Override
    public Judgement judge(Play play) {
        List<Note> firings = play.pools().stream()
                .flatMap(pool -> lastFiring(play, pool).stream())
                .toList();
        List<Note> ends =
                firings.stream().flatMap(firing -> end(play, firing).stream()).toList();
        return ends.stream()
                .filter(end -> asked.span().contains(end.at()))
                .findFirst()
                .map(end -> Judgement.pass(end.brief()))
                .orElseGet(() -> Judgement.fail(seen(firings, ends)));
    }

    private Optional<Note> lastFiring(Play play, String pool) {
        return play.notes().stream()
                .filter(note -> note.is(Kind.ALERT, alert) || note.is(Kind.REOPENED, alert))
                .filter(note -> note.pool().equals(pool) && asked.isAbout(note))
                .reduce((before, after) -> after);
    }

    /** Alerts of one kind in one pool differ by the host that they are about. */
    private static Optional<Note> end(Play play, Note firing) {
        return play.notes(Kind.RESOLVED)
                .filter(note -> note.what().equals(firing.what()) && note.pool().equals(firing.pool()))
                .filter(note -> note.hosts().equals(firing.hosts()) && note.at().compareTo(firing.at()) >= 0)
                .findFirst();
    }

    private static String seen(List<Note> firings, List<Note> ends) {
        if (firings.isEmpty()) {
            return "it never fired";
        }
        return ends.isEmpty() ? "still firing: " + Judgement.brief(firings, "") : Judgement.brief(ends, "");
    }
}
