package org.poolwarden.app.demo;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.poolwarden.app.timeline.Note;
import org.poolwarden.app.timeline.Note.Kind;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.OutcomeResult;
import org.poolwarden.schema.VerdictKind;

/** Sunday, 8 pm: the master loses its power, the survivor is promoted, the old master comes back as its slave. */
final class Story {

    private static final String OLD = "alpha";
    private static final String NEW = "beta";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Why the story did not end as it should. */
    static final class Spoiled extends Exception {
        private static final long serialVersionUID = 1L;

        private Spoiled(String sentence) {
            super(sentence);
        }
    }

    private final DemoPool pool;
    private final Chronicle chronicle;
    private final Consumer<String> teller;

    /**
     * @param teller gets a heading before each act
     */
    Story(DemoPool pool, Chronicle chronicle, Consumer<String> teller) {
        this.pool = pool;
        this.chronicle = chronicle;
        this.teller = teller;
    }

    void play() throws Spoiled, InterruptedException {
        teller.accept("Two hosts, " + OLD + " is master. Every " + DemoPool.HEARTBEAT.toSeconds()
                + " s each of them is interviewed over XAPI.");
        await("the pool to be settled on " + OLD, Duration.ZERO, settledOn(OLD));
        teller.accept("Sunday, 8 pm: " + OLD + " loses its power. The VMs on " + NEW
                + " run on, and nobody can manage them.");
        pool.powerOff(OLD);
        Note off = await("the power to go", Duration.ZERO, note -> note.is(Kind.WORLD, "power lost"));
        Note lost = await("the verdict MASTER_LOST", off.at(), note -> note.is(Kind.FINDING, "MASTER_LOST"));
        Note command = await("the command PROMOTE", off.at(), note -> note.is(Kind.COMMAND, "PROMOTE"));
        await("the promotion to be accepted by XAPI", off.at(), outcome(OutcomeResult.ACCEPTED));
        Note succeeded = await("the promotion to be seen to work", off.at(), outcome(OutcomeResult.SUCCEEDED));
        await("the alert to resolve", off.at(), note -> note.is(Kind.RESOLVED, "MASTER_LOST"));
        teller.accept("The pool can be managed again. Now somebody repairs " + OLD + " and switches it on: it still"
                + " believes to be master.");
        pool.powerOn(OLD);
        Note settled = await("the pool to be settled on " + NEW, succeeded.at(), settledOn(NEW));
        check(pool.masters().equals(List.of(NEW)), "expected the one master " + NEW + ", found " + pool.masters());
        check(
                pool.followersOf(NEW).equals(List.of(OLD)),
                OLD + " does not follow " + NEW + ", which is followed by " + pool.followersOf(NEW));
        long promotions = chronicle.count(note -> note.is(Kind.COMMAND, CommandKind.PROMOTE.name()));
        check(promotions == 1, "expected exactly one PROMOTE, saw " + promotions);
        teller.accept(String.format(
                java.util.Locale.ROOT,
                "Detected %.1f s after the power loss, command %.0f ms after the verdict, recovered after %.1f s,"
                        + " settled with the old master as slave after %.1f s.",
                seconds(off, lost),
                seconds(lost, command) * 1000,
                seconds(off, succeeded),
                seconds(off, settled)));
    }

    private static double seconds(Note from, Note to) {
        return to.at().minus(from.at()).toMillis() / 1000.0;
    }

    private static Predicate<Note> settledOn(String master) {
        return note -> note.is(Kind.FINDING, VerdictKind.SETTLED.name())
                && note.detail().equals(master);
    }

    private static Predicate<Note> outcome(OutcomeResult result) {
        return note -> note.is(Kind.OUTCOME, CommandKind.PROMOTE.name())
                && note.detail().equals(result.name());
    }

    private Note await(String what, Duration from, Predicate<Note> fits) throws Spoiled, InterruptedException {
        Optional<Note> found = chronicle.await(PATIENCE, from, fits);
        return found.orElseThrow(() -> new Spoiled("waited " + PATIENCE.toSeconds() + " s for " + what
                + "; the last finding was: " + chronicle.lastFinding().strip()));
    }

    private static void check(boolean holds, String otherwise) throws Spoiled {
        if (!holds) {
            throw new Spoiled(otherwise);
        }
    }
}
