package org.poolwarden.app;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** The {@code poolwarden} command. */
@Command(
        name = "poolwarden",
        description = "Watches XenServer and XCP-ng pools and recovers a lost master only with proof.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        version = "poolwarden 0.1.0",
        subcommands = {Demo.class, Rehearse.class, Run.class, Sim.class},
        synopsisSubcommandLabel = "COMMAND")
public final class Poolwarden {

    private Poolwarden() {}

    public static void main(String[] args) {
        System.exit(run(new PrintWriter(System.out, true), new PrintWriter(System.err, true), args));
    }

    /** Runs the command; returns its exit status. */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        return new CommandLine(new Poolwarden()).setOut(out).setErr(err).execute(args);
    }
}
