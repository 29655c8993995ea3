package org.poolwarden.app.rehearse;

import java.util.List;
import java.util.stream.Collectors;
import org.poolwarden.app.timeline.Note;

/**
 * Whether an expectation held, and what was seen.
 *
 * @param seen what made it hold or fail, for people
 */
public record Judgement(boolean holds, String seen) {
    private static final int SHOWN = 6;

    static Judgement pass(String seen) {
        return new Judgement(true, seen);
    }

    static Judgement fail(String seen) {
        return new Judgement(false, seen);
    }

    /** The first few of what was seen, or that there was nothing. */
    static String brief(List<Note> notes, String nothing) {
        if (notes.isEmpty()) {
            return nothing;
        }
        String shown = notes.stream().limit(SHOWN).map(Note::brief).collect(Collectors.joining("; "));
        return notes.size() > SHOWN ? shown + "; and " + (notes.size() - SHOWN) + " more" : shown;
    }
}
