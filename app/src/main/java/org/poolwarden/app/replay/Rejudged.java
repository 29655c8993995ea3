package org.poolwarden.app.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.poolwarden.failover.Tolerance;

/**
 * One pool, judged again.
 *
 * @param decided what is decided again, within the window
 * @param missed how many decisions of then could not be made again
 * @param notes what is missing, in sentences
 * @param shifts what another policy changes; empty when there is none
 */
public record Rejudged(
        String pool,
        List<Decided> decided,
        List<Difference> differences,
        long missed,
        List<String> notes,
        List<WhatIf.Shift> shifts) {

    public Rejudged {
        decided = List.copyOf(decided);
        differences = List.copyOf(differences);
        notes = List.copyOf(notes);
        shifts = List.copyOf(shifts);
    }

    static Rejudged of(PoolHistory history, Window window, Tolerance tolerance, Optional<WhatIf> whatIf) {
        List<Decided> then = history.then().decided().stream()
                .filter(one -> window.holds(one.at()))
                .toList();
        if (history.checkpoints().isEmpty()) {
            return new Rejudged(
                    history.pool(), List.of(), List.of(), then.size(), notes(history, then.size()), List.of());
        }
        Course course = Merge.of(history);
        List<Decided> again = Player.play(history, tolerance, course.steps()).stream()
                .filter(one -> window.holds(one.at()))
                .toList();
        List<Decided> covered = then.stream().filter(course::covers).toList();
        long missed = then.size() - covered.size();
        return new Rejudged(
                history.pool(),
                again,
                Difference.between(covered, again),
                missed,
                notes(history, missed),
                whatIf.map(other -> other.shifts(history, course)).orElse(List.of()));
    }

    private static List<String> notes(PoolHistory history, long missed) {
        List<String> notes = new ArrayList<>(history.notes());
        if (missed > 0) {
            notes.add(missed + (missed == 1 ? " decision" : " decisions")
                    + " of then cannot be made again: no checkpoint says what the processors held");
        }
        return notes;
    }

    /** Whether every decision that can be made again is the same, and any can be where any was made. */
    public boolean isSame() {
        return differences.isEmpty() && (missed == 0 || !decided.isEmpty());
    }

    long findings() {
        return decided.stream().filter(Decided::isFinding).count();
    }

    long commands() {
        return decided.size() - findings();
    }
}
