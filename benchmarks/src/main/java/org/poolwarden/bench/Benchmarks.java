package org.poolwarden.bench;

import java.io.PrintWriter;
import org.poolwarden.bench.capacity.Capacity;
import org.poolwarden.bench.detector.Detector;
import org.poolwarden.bench.interview.Interviews;
import org.poolwarden.bench.latency.Latency;
import org.poolwarden.bench.rehearsal.Rehearsals;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** The command of all benchmarks; each is a verb of its own. */
@Command(
        name = "benchmarks/run",
        description = "Measures how fast poolwarden is on this machine, in pairs of runs.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        subcommands = {Interviews.class, Detector.class, Capacity.class, Latency.class, Rehearsals.class},
        synopsisSubcommandLabel = "BENCHMARK")
public final class Benchmarks {

    private Benchmarks() {}

    public static void main(String[] args) {
        System.exit(run(new PrintWriter(System.out, true), new PrintWriter(System.err, true), args));
    }

    /** Runs the command; returns its exit status. */
    public static int run(PrintWriter out, PrintWriter err, String... args) {
        return new CommandLine(new Benchmarks()).setOut(out).setErr(err).execute(args);
    }
}
