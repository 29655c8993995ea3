package org.poolwarden.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.poolwarden.app.rehearse.Rehearsal;
import org.poolwarden.app.rehearse.Report;
import org.poolwarden.app.rehearse.ScenarioException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code poolwarden rehearse FILE...}: what would it do if? */
@Command(
        name = "rehearse",
        description = "Plays scenario files in virtual time through the real interview, topology and executor.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:every expectation held",
            "1:an expectation did not hold",
            "2:a file does not parse, or cannot be read"
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

    @Spec
    private CommandSpec spec;

    /** Every file is read before the first one is played: a typing error is not found after an hour. */
    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        List<Rehearsal> rehearsals = new ArrayList<>();
        for (Path file : files) {
            try {
                rehearsals.add(Rehearsal.read(file.toString(), Files.readString(file)));
            } catch (ScenarioException e) {
                err.println(e.getMessage());
                return 2;
            } catch (IOException e) {
                err.println(file + ": cannot be read: " + e);
                return 2;
            }
        }
        return play(rehearsals);
    }

    private int play(List<Rehearsal> rehearsals) {
        PrintWriter out = spec.commandLine().getOut();
        Report report = output == Output.json ? Report.json(out) : Report.text(out);
        int failed = 0;
        for (Rehearsal rehearsal : rehearsals) {
            failed += rehearsal.play(report) ? 0 : 1;
        }
        return failed == 0 ? 0 : 1;
    }
}
