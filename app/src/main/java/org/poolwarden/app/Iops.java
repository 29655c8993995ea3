package org.poolwarden.app;

import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.poolwarden.app.operate.Cluster;
import org.poolwarden.app.operate.IopsTable;
import org.poolwarden.app.operate.KnownReports;
import org.poolwarden.app.operate.Session;
import org.poolwarden.app.operate.Trouble;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code poolwarden iops}: what does storage have to do, and what could it? */
@Command(
        name = "iops",
        description =
                "Shows what storage repositories, hosts, pools or the fleet have to do, what they can, and what that"
                        + " leaves.",
        footer = {
            "",
            "A is functional IOPS after Feller, B what the disks balance at; USED and HEADROOM are p95 against B.",
            "- is not known. MORE DESKTOPS are at work, of the delivery that costs most; -o json tells the others too.",
            "Of a host, a pool or the fleet A, B, USED and HEADROOM are of those SRs that have a profile."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:done",
            "2:wrong usage or configuration, or no such SR, host or pool",
            "3:Kafka or the registry did not answer in time"
        })
final class Iops implements Callable<Integer> {

    private static final long SECONDS_BETWEEN = 5;

    /** How it answers. */
    enum Output {
        table,
        json,
        csv
    }

    @Mixin
    private Session session;

    @Parameters(
            arity = "0..1",
            paramLabel = "SR",
            description = "Its name, its UUID or the beginning of that. Default: all of them.")
    private Optional<String> sr;

    @Option(
            names = "--pool",
            paramLabel = "POOL",
            description = "One pool and its SRs; with SR or --host only of that pool.")
    private Optional<String> pool;

    @ArgGroup
    private Scope scope = new Scope();

    /** What it is about, when not about SRs. */
    static final class Scope {

        @Option(names = "--host", paramLabel = "HOST", description = "One host, all of its storage together.")
        private Optional<String> host = Optional.empty();

        @Option(names = "--fleet", description = "The fleet, and its pools, the fullest first.")
        private boolean isFleet;
    }

    @Option(names = "--watch", description = "Again every five seconds, until interrupted.")
    private boolean isWatched;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            defaultValue = "table",
            description = "table, json (one object per line) or csv. Default: ${DEFAULT-VALUE}.")
    private Output output;

    @Override
    public Integer call() throws Trouble {
        try {
            look();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    private void look() throws Trouble, InterruptedException {
        try (Cluster cluster = session.open()) {
            do {
                show(KnownReports.read(cluster));
            } while (isWatched && !new CountDownLatch(1).await(SECONDS_BETWEEN, TimeUnit.SECONDS));
        }
    }

    private void show(KnownReports all) throws Trouble {
        if (sr.isPresent() && (scope.isFleet || scope.host.isPresent()) || pool.isPresent() && scope.isFleet) {
            throw Trouble.usage("--fleet, --host and SR: expected one of them, found several");
        }
        KnownReports some = pool.isPresent() ? all.of(pool.orElseThrow()) : all;
        IopsTable table = new IopsTable(chosen(some));
        switch (output) {
            case table -> table(table);
            case json -> table.printJson(session);
            case csv -> table.printCsv(session);
        }
    }

    private KnownReports chosen(KnownReports some) throws Trouble {
        if (scope.host.isPresent()) {
            return some.onHost(scope.host.orElseThrow());
        }
        if (scope.isFleet) {
            return some.fleet();
        }
        if (sr.isPresent()) {
            return some.called(sr.orElseThrow());
        }
        return pool.isPresent() ? some.poolsAndSrs() : some.srs();
    }

    private void table(IopsTable table) {
        if (isWatched) {
            session.out().heading(session.now().truncatedTo(ChronoUnit.SECONDS).toString());
        }
        table.print(session);
    }
}
