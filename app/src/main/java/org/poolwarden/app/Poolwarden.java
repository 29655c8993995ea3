package org.poolwarden.app;

import java.io.PrintWriter;
import java.time.Clock;
import org.poolwarden.app.operate.Session;
import org.poolwarden.app.operate.SystemTerminal;
import org.poolwarden.app.operate.Terminal;
import org.poolwarden.app.operate.Trouble;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/** The {@code poolwarden} command. */
@Command(
        name = "poolwarden",
        description = "Watches XenServer and XCP-ng pools and recovers a lost master only with proof.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        version = "poolwarden 0.1.0",
        subcommands = {
            ListPools.class,
            Show.class,
            Iops.class,
            History.class,
            Explain.class,
            Report.class,
            Replay.class,
            ReplayTrace.class,
            Approve.class,
            Reject.class,
            Ack.class,
            Pause.class,
            Resume.class,
            Maintenance.class,
            Policy.class,
            Init.class,
            Check.class,
            AllTopics.class,
            Dlq.class,
            Console.class,
            ConsoleUser.class,
            Run.class,
            Rehearse.class,
            Soak.class,
            Demo.class,
            Sim.class,
            Completion.class,
            PoolNamesVerb.class
        },
        synopsisSubcommandLabel = "COMMAND")
public final class Poolwarden {

    private Poolwarden() {}

    public static void main(String[] args) {
        System.exit(
                run(new SystemTerminal(), new PrintWriter(System.out, true), new PrintWriter(System.err, true), args));
    }

    /** Runs the command; returns its exit status. */
    static int run(Terminal terminal, PrintWriter out, PrintWriter err, String... args) {
        return new CommandLine(new Poolwarden(), new Sessions(terminal, Clock.systemUTC()))
                .setExecutionExceptionHandler(Poolwarden::tell)
                .setOut(out)
                .setErr(err)
                .execute(args);
    }

    /** A trouble is a sentence; anything else is our bug, with its trace. */
    private static int tell(Exception e, CommandLine command, ParseResult parsed) throws Exception {
        if (e instanceof Trouble trouble) {
            command.getErr().println(trouble.getMessage());
            return trouble.status();
        }
        throw e;
    }

    /** Makes what picocli needs; sessions, and verbs that ask, know who sits at the terminal. */
    private record Sessions(Terminal terminal, Clock clock) implements IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            if (type == Session.class) {
                return type.cast(new Session(terminal, clock));
            }
            if (type == ConsoleUser.class) {
                return type.cast(new ConsoleUser(terminal));
            }
            return type == Init.class
                    ? type.cast(new Init(terminal))
                    : CommandLine.defaultFactory().create(type);
        }
    }
}
