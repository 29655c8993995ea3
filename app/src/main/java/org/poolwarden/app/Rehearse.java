package org.poolwarden.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.poolwarden.app.rehearse.Pace;
import org.poolwarden.app.rehearse.Rehearsal;
import org.poolwarden.app.rehearse.Report;
import org.poolwarden.app.rehearse.ScenarioException;
import org.poolwarden.app.run.StartException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code poolwarden rehearse FILE...}: what would it do if? */
@Command(
        name = "rehearse",
        description = "Plays scenario files in virtual time through the real interview, topology and executor;"
                + " with --live in real time on a real Kafka in this process.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:every expectation held",
            "1:an expectation did not hold",
            "2:a file does not parse, or cannot be read, or says what --live cannot play",
            "3:the embedded stack of --live does not start, or fails"
        })
final class Rehearse implements Callable<Integer> {

    /** How the rehearsal is told. */
    enum Output {
        text,
        json
    }

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Scenario files; rehearsals/ holds some.")
    private List<Path> files;

    @Option(
            names = {"-o", "--output"},
            defaultValue = "text",
            description = "text or json (one object per line). Default: ${DEFAULT-VALUE}.")
    private Output output;

    @Option(
            names = "--live",
            description = {
                "Play in real time: broker, registry, Connect worker with a connector for each observer, recovery sink"
                        + " and topologies run in this process, hosts and BMCs answer over HTTPS on 127.0.0.11 and up.",
                "An event happens at its time, and a record counts when a consumer has read it. Refused: delivery faults"
                        + " (duplicate, delay), processor crash and start, the clock of an observer."
            })
    private boolean live;

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description =
                    "A pool's own policy, with the keys of a scenario's policy: it stands in for that of each file.")
    private Path policy;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Of latencies and phases: it stands in for that of each file.")
    private Long seed;

    @Spec
    private CommandSpec spec;

    /** Every file is read before the first one is played: a typing error is not found after an hour. */
    @Override
    public Integer call() throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        List<Rehearsal> rehearsals = new ArrayList<>();
        Path now = files.get(0);
        try {
            for (Path file : files) {
                now = file;
                rehearsals.add(read(file));
            }
            if (policy != null) {
                now = policy;
                rehearsals = ruledBy(Files.readString(policy), rehearsals);
            }
        } catch (ScenarioException e) {
            err.println(e.getMessage());
            return 2;
        } catch (IOException e) {
            err.println(now + ": cannot be read: " + e);
            return 2;
        }
        try {
            return play(rehearsals);
        } catch (StartException e) {
            err.println(e.getMessage());
            return 3;
        }
    }

    private Rehearsal read(Path file) throws ScenarioException, IOException {
        Rehearsal rehearsal = Rehearsal.read(file.toString(), Files.readString(file));
        if (live) {
            rehearsal.checkLive();
        }
        return rehearsal;
    }

    private List<Rehearsal> ruledBy(String text, List<Rehearsal> rehearsals) throws ScenarioException {
        List<Rehearsal> ruled = new ArrayList<>();
        for (Rehearsal rehearsal : rehearsals) {
            ruled.add(rehearsal.withPolicy(policy.toString(), text));
        }
        return ruled;
    }

    private int play(List<Rehearsal> rehearsals) throws StartException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Report report = output == Output.json ? Report.json(out) : Report.text(out);
        List<String> failed = new ArrayList<>();
        for (Rehearsal rehearsal : rehearsals) {
            boolean passed =
                    (seed == null ? rehearsal : rehearsal.withSeed(seed)).play(report, live ? Pace.LIVE : Pace.VIRTUAL);
            if (!passed) {
                failed.add(rehearsal.file());
            }
        }
        if (rehearsals.size() > 1) {
            report.summary(rehearsals.size(), failed);
        }
        return failed.isEmpty() ? 0 : 1;
    }
}
