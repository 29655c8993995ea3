package org.poolwarden.app.rehearse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.poolwarden.app.timeline.Note;

/** A scenario, played against the real interview, topology and executor in virtual time, and judged. */
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
     * Plays the scenario and reports to {@code report}.
     *
     * @return whether every expectation held
     */
    public boolean play(Report report) {
        Path stateDir = temporary();
        try (VirtualRun run = new VirtualRun(scenario, stateDir)) {
            Play play = run.play();
            report.begin(scenario.file(), scenario.name());
            play.notes().forEach(report::note);
            List<Judgement> judgements = new ArrayList<>();
            for (Expectation expectation : scenario.expectations()) {
                Judgement judgement = expectation.judge(play);
                judgements.add(judgement);
                report.judged(expectation.asked().words(), judgement);
            }
            boolean passed = judgements.stream().allMatch(Judgement::holds);
            report.end(scenario.name(), passed, scenario.run());
            return passed;
        } finally {
            delete(stateDir);
        }
    }

    /**
     * Plays the scenario for {@code onlooker} and judges nothing.
     *
     * @return the timeline
     */
    public List<Note> play(Onlooker onlooker) {
        Path stateDir = temporary();
        try (VirtualRun run = new VirtualRun(scenario, stateDir, onlooker)) {
            return run.play().notes();
        } finally {
            delete(stateDir);
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
