package org.poolwarden.app.rehearse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.poolwarden.app.run.StartException;
import org.poolwarden.app.timeline.Note;

/** A scenario, played against the real interview, topology and executor, and judged. */
public final class Rehearsal {

    private final Scenario scenario;

    private Rehearsal(Scenario scenario) {
        this.scenario = scenario;
    }

    /**
     * Reads a scenario and checks every word of it.
     *
     * @param file its name, for messages
     * @throws ScenarioException with file, line and what was expected there
     */
    public static Rehearsal read(String file, String text) throws ScenarioException {
        return new Rehearsal(ScenarioReader.read(file, text));
    }

    /** The same story with other latencies and phases. */
    public Rehearsal withSeed(long seed) {
        return new Rehearsal(scenario.withSeed(seed));
    }

    /**
     * The same story under a pool's own policy: what that does not say is as by default, not as in the scenario.
     *
     * @param file its name, for messages
     * @param text YAML with the keys of a scenario's {@code policy}
     * @throws ScenarioException with file, line and what was expected there
     */
    public Rehearsal withPolicy(String file, String text) throws ScenarioException {
        return new Rehearsal(scenario.withPolicy(PolicyReader.readFile(file, text)));
    }

    /** The file that it was read from. */
    public String file() {
        return scenario.file();
    }

    /**
     * Checks that everything in it can be played on the embedded stack.
     *
     * @throws ScenarioException naming what cannot, and why
     */
    public void checkLive() throws ScenarioException {
        LiveLimits.check(scenario);
    }

    /**
     * Plays the scenario and reports to {@code report}.
     *
     * @return whether every expectation held
     * @throws StartException when the embedded stack does not run; never in virtual time
     * @throws InterruptedException when it is told to stop; never in virtual time
     */
    public boolean play(Report report, Pace pace) throws StartException, InterruptedException {
        Path dir = temporary();
        try (ScenarioRun run = pace.run(scenario, dir, new Telling(report))) {
            report.begin(scenario.file(), scenario.name());
            return judge(run.play(), report, pace);
        } finally {
            delete(dir);
        }
    }

    private boolean judge(Play play, Report report, Pace pace) {
        boolean passed = true;
        for (Expectation expectation : scenario.expectations()) {
            Judgement judgement = expectation.judge(play);
            passed &= judgement.holds();
            report.judged(expectation.asked().words(), judgement);
        }
        report.end(scenario.name(), passed, scenario.run(), pace);
        return passed;
    }

    /** Reports each line when it happens. */
    private record Telling(Report report) implements Onlooker {
        @Override
        public void note(Note note) {
            report.note(note);
        }

        @Override
        public void remark(String sentence) {
            report.remark(sentence);
        }
    }

    /**
     * Plays the scenario in virtual time for {@code onlooker} and judges nothing.
     *
     * @return the timeline
     */
    public List<Note> play(Onlooker onlooker) {
        try (VirtualRun run = new VirtualRun(scenario, onlooker)) {
            return run.play().notes();
        }
    }

    /** How long it plays. */
    public Duration run() {
        return scenario.run();
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("poolwarden-rehearsal");
        } catch (IOException e) {
            throw new UncheckedIOException("no room for the topology's state", e);
        }
    }

    private static void delete(Path dir) {
        try (Stream<Path> files = Files.walk(dir)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + dir, e);
        }
    }
}
