package org.poolwarden.app.rehearse;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.poolwarden.app.timeline.Note;

/**
 * A verdict stands throughout the span, in every pool it is asked of; a span that begins before the first finding begins
 * with that.
 *
 * @param master name of the master it must name; empty for any
 */
record Holds(Asked asked, String verdict, Optional<String> master) implements Expectation {
    @Override
    public Judgement judge(Play play) {
        for (String pool : play.pools().stream().filter(asked::isAbout).toList()) {
            List<Note> standing = Stream.concat(
                            play.findingAt(pool, asked.span().from()).stream(), within(play, pool))
                    .toList();
            if (standing.isEmpty()) {
                return Judgement.fail("there is no finding of " + pool);
            }
            List<Note> against = standing.stream().filter(note -> !fits(note)).toList();
            if (!against.isEmpty()) {
                return Judgement.fail(pool + ": " + Judgement.brief(against, ""));
            }
        }
        return Judgement.pass("it stands");
    }

    private Stream<Note> within(Play play, String pool) {
        Duration from = asked.span().from();
        return play.notes(Note.Kind.FINDING)
                .filter(note -> note.pool().equals(pool) && note.at().compareTo(from) > 0)
                .filter(note -> asked.span().contains(note.at()));
    }

    private boolean fits(Note note) {
        return note.what().equals(verdict)
                && asked.isAbout(note)
                && master.map(note.detail()::equals).orElse(true);
    }
}
