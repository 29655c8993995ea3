package org.poolwarden.app.rehearse;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.stream.Stream;
import org.poolwarden.app.timeline.Note;

/**
 * A rehearsal that has been played to its end: everything that expectations are judged by.
 *
 * @param pools names of all pools
 * @param notes the timeline, in its order
 * @param sights what the world showed to each question, from the instant at which it changed
 */
record Play(
        Duration run, List<String> pools, List<Note> notes, Map<WorldQuestion, NavigableMap<Duration, Sight>> sights) {
    Play {
        pools = List.copyOf(pools);
        notes = List.copyOf(notes);
        sights = Map.copyOf(sights);
    }

    Stream<Note> notes(Note.Kind kind) {
        return notes.stream().filter(note -> note.kind() == kind);
    }

    /** The finding that stands at an instant: the last one of that pool. */
    Optional<Note> findingAt(String pool, Duration at) {
        return notes(Note.Kind.FINDING)
                .filter(note -> note.pool().equals(pool) && note.at().compareTo(at) <= 0)
                .reduce((before, after) -> after);
    }

    /** When a finding gives way to the next one of its pool; the end of the run for the last. */
    Duration standsUntil(Note finding) {
        return notes(Note.Kind.FINDING)
                .filter(note -> note.pool().equals(finding.pool()) && note.at().compareTo(finding.at()) > 0)
                .map(Note::at)
                .findFirst()
                .orElse(run);
    }
}
