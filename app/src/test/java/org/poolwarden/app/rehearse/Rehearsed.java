package org.poolwarden.app.rehearse;

import java.util.List;
import java.util.stream.Stream;
import org.poolwarden.app.timeline.Note;
import org.poolwarden.app.timeline.Note.Kind;
import org.poolwarden.app.timeline.Stamp;

/** A short scenario that was played, and what was noted of it. */
final class Rehearsed {

    private final Scenario scenario;
    private final Play play;

    private Rehearsed(Scenario scenario, Play play) {
        this.scenario = scenario;
        this.play = play;
    }

    /** Three hosts of which alpha is master and has a BMC, for three minutes; they boot in 20 s. */
    static Rehearsed closet(String events) {
        return of(
                """
                name: a closet
                pool: {hosts: [alpha, beta, gamma], bmc: [alpha], boot: 20s}
                run: 3m
                events: [%s]
                expect: [{world: masters, count: 1, at: end}]
                """
                        .formatted(events));
    }

    static Rehearsed of(String text) {
        try {
            Scenario scenario = ScenarioReader.read("story.yaml", text);
            try (VirtualRun run = new VirtualRun(scenario)) {
                return new Rehearsed(scenario, run.play());
            }
        } catch (ScenarioException e) {
            throw new AssertionError("a story that cannot be played", e);
        }
    }

    Play play() {
        return play;
    }

    /** What each expectation has seen; the words of it where it holds. */
    List<String> judged() {
        return scenario.expectations().stream()
                .map(expectation -> expectation.judge(play))
                .map(judgement -> judgement.holds() ? "holds" : judgement.seen())
                .toList();
    }

    /** What the host has answered, each time it answered otherwise: {@code MASTER, power ON}. */
    List<String> answers(String host) {
        return about(Kind.ANSWER, host).map(Note::what).toList();
    }

    /** What really happened to the host: {@code 0:20.000 power lost}. */
    List<String> world(String host) {
        return about(Kind.WORLD, host)
                .map(note -> Stamp.of(note.at()) + " " + note.what())
                .toList();
    }

    /** Of one kind, in their order: {@code MASTER_LOST}. */
    List<String> all(Kind kind) {
        return play.notes(kind).map(Note::what).toList();
    }

    /** The first of its kind. */
    Note first(Kind kind, String what) {
        return play.notes(kind)
                .filter(note -> note.what().equals(what))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + what + " among " + all(kind)));
    }

    private Stream<Note> about(Kind kind, String host) {
        return play.notes(kind).filter(note -> note.hosts().contains(host));
    }
}
