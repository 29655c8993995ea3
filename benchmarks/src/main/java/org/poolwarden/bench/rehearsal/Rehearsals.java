package org.poolwarden.bench.rehearsal;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.poolwarden.app.rehearse.Pace;
import org.poolwarden.app.rehearse.Rehearsal;
import org.poolwarden.app.rehearse.Report;
import org.poolwarden.app.rehearse.ScenarioException;
import org.poolwarden.app.run.StartException;
import org.poolwarden.bench.paired.Comparison;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code benchmarks/run rehearsals}: simulated seconds in a second. */
@Command(
        name = "rehearsals",
        description = "Plays rehearsals one after another: simulated time beside real time. The goal is 1,000 to one.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:the table was printed, whatever it says", "2:a rehearsal cannot be read"})
public final class Rehearsals implements Callable<Integer> {

    @Parameters(defaultValue = "rehearsals", description = "Where they lie, as *.yaml. Default: ${DEFAULT-VALUE}/.")
    private Path dir;

    @Option(
            names = "--rounds",
            defaultValue = "1",
            description = "Turns of all, after one that does not count. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws StartException, InterruptedException {
        List<Rehearsal> all;
        try {
            all = read();
        } catch (IOException | ScenarioException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return 2;
        }
        PrintWriter out = spec.commandLine().getOut();
        List<Double> speeds = new ArrayList<>();
        Duration simulated = Duration.ZERO;
        for (int round = 0; round <= rounds; round++) {
            long begin = System.nanoTime();
            simulated = played(all);
            double seconds = (System.nanoTime() - begin) / 1e9;
            double speed = simulated.toMillis() / 1000.0 / seconds;
            spec.commandLine().getErr().printf(Locale.ROOT, "round %d: %.1f s, %.0f to one%n", round, seconds, speed);
            if (round > 0) {
                speeds.add(speed);
            }
        }
        out.printf(
                Locale.ROOT,
                "%d rehearsals, %d simulated seconds together: %.0f simulated seconds in a second (goal: at least 1000;"
                        + " median of %d rounds)%n",
                all.size(),
                simulated.toSeconds(),
                Comparison.median(speeds),
                rounds);
        return 0;
    }

    private List<Rehearsal> read() throws IOException, ScenarioException {
        List<Rehearsal> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(dir)) {
            for (Path file : files.filter(name -> name.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                all.add(Rehearsal.read(file.toString(), Files.readString(file)));
            }
        }
        return all;
    }

    /** Plays each; returns the time that passed in them. */
    private static Duration played(List<Rehearsal> all) throws StartException, InterruptedException {
        Duration simulated = Duration.ZERO;
        for (Rehearsal rehearsal : all) {
            rehearsal.play(Report.json(new PrintWriter(Writer.nullWriter())), Pace.VIRTUAL);
            simulated = simulated.plus(rehearsal.run());
        }
        return simulated;
    }
}
