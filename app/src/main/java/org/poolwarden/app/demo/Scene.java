package org.poolwarden.app.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.poolwarden.app.demo.Story.Spoiled;
import org.poolwarden.app.timeline.Note;
import org.poolwarden.app.timeline.Note.Kind;
import org.poolwarden.schema.CapacityReport;
import org.poolwarden.schema.OutcomeResult;
import org.poolwarden.schema.VerdictKind;

/** Where a story plays: the pool, what was noted of it, and the audience. */
final class Scene {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** A busy machine makes a day of reports long, but no less true. */
    private static final Duration REPORT_PATIENCE = Duration.ofMinutes(4);

    private final DemoPool pool;
    private final Chronicle chronicle;
    private final Readings readings;
    private final Consumer<String> teller;

    /**
     * @param teller gets a heading before each act
     */
    Scene(DemoPool pool, Chronicle chronicle, Readings readings, Consumer<String> teller) {
        this.pool = pool;
        this.chronicle = chronicle;
        this.readings = readings;
        this.teller = teller;
    }

    DemoPool pool() {
        return pool;
    }

    void tell(String sentence, Object... values) {
        teller.accept(String.format(Locale.ROOT, sentence, values));
    }

    /** Lets the hosts live so many times as fast, as long as they are not further ahead of the reports on them. */
    void hurry(int times, Duration ahead) {
        readings.follow(report -> pool.hurry(times, report.getWindowEnd().plus(ahead)));
    }

    /** The first report on storage of a time after {@code from} that fits, as soon as there is one. */
    CapacityReport await(String what, Instant from, Predicate<CapacityReport> fits)
            throws Spoiled, InterruptedException {
        return readings.await(REPORT_PATIENCE, from, fits)
                .orElseThrow(() -> new Spoiled("waited " + REPORT_PATIENCE.toSeconds() + " s for " + what
                        + "; the last report was: " + readings.last()));
    }

    /** The first note at or after {@code from} that fits, as soon as there is one. */
    Note await(String what, Duration from, Predicate<Note> fits) throws Spoiled, InterruptedException {
        Optional<Note> found = chronicle.await(PATIENCE, from, fits);
        return found.orElseThrow(() -> new Spoiled("waited " + PATIENCE.toSeconds() + " s for " + what
                + "; the last finding was: " + chronicle.lastFinding().strip()));
    }

    Note awaitSettledOn(String master, Duration from) throws Spoiled, InterruptedException {
        return await(
                "the pool to be settled on " + master,
                from,
                note -> note.is(Kind.FINDING, VerdictKind.SETTLED.name())
                        && note.detail().equals(master));
    }

    Note await(Kind kind, String what, Duration from) throws Spoiled, InterruptedException {
        return await(kind.word() + " " + what, from, note -> note.is(kind, what));
    }

    Note await(String command, OutcomeResult result, Duration from) throws Spoiled, InterruptedException {
        return await(
                command + " to be " + result,
                from,
                note -> note.is(Kind.OUTCOME, command) && note.detail().equals(result.name()));
    }

    long count(Kind kind, String what) {
        return chronicle.count(note -> note.is(kind, what));
    }

    void check(boolean holds, String otherwise) throws Spoiled {
        if (!holds) {
            throw new Spoiled(otherwise);
        }
    }

    /** One master, and every other host follows it. */
    void checkRuledBy(String master) throws Spoiled {
        List<String> followers = pool.names().values().stream()
                .filter(host -> !host.equals(master))
                .toList();
        check(
                pool.masters().equals(List.of(master)),
                "expected the one master " + master + ", found " + pool.masters());
        check(
                pool.followersOf(master).equals(followers),
                "expected " + followers + " to follow " + master + ", found " + pool.followersOf(master));
    }

    static double seconds(Note from, Note to) {
        return to.at().minus(from.at()).toMillis() / 1000.0;
    }
}
