package org.poolwarden.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.poolwarden.app.operate.Cluster;
import org.poolwarden.app.operate.KnownReports;
import org.poolwarden.app.operate.Session;
import org.poolwarden.app.operate.TimeConverter;
import org.poolwarden.app.operate.Trouble;
import org.poolwarden.app.report.ReportPage;
import org.poolwarden.schema.CapacityReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code poolwarden report --html FILE}: what storage had to do, as a page for people who have no terminal. */
@Command(
        name = "report",
        description = "Writes what storage has to do, what it can and what that leaves, as one page with charts.",
        footer = {
            "",
            "The page needs nothing but itself. Of older windows it shows what compaction has left on the topic."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:done",
            "2:wrong usage or configuration, no report of that time or pool, or a file that cannot be written",
            "3:Kafka or the registry did not answer in time"
        })
final class Report implements Callable<Integer> {

    @Mixin
    private Session session;

    @Option(names = "--html", required = true, paramLabel = "FILE", description = "Where to write it.")
    private Path file;

    @Option(names = "--pool", paramLabel = "POOL", description = "Only of this pool. Default: of all.")
    private Optional<String> pool;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            defaultValue = "24h",
            converter = TimeConverter.class,
            description = "Windows that end in the last TIME. Default: ${DEFAULT-VALUE}.")
    private Duration since;

    @Option(names = "--title", paramLabel = "TITLE", description = "Heading of the page.")
    private Optional<String> title;

    @Override
    public Integer call() throws Trouble {
        Instant from = session.ago(since);
        ReportPage page;
        try (Cluster cluster = session.open()) {
            List<CapacityReport> reports = cluster.read(cluster.topics().capacityReports()).stream()
                    .flatMap(entry -> entry.value().stream())
                    .filter(report -> !report.getWindowEnd().isBefore(from))
                    .filter(report -> pool.isEmpty() || pool.equals(report.getPool()))
                    .toList();
            if (reports.isEmpty()) {
                throw Trouble.usage("there is no capacity report"
                        + pool.map(name -> " of pool " + name).orElse("") + " since " + from);
            }
            page = new ReportPage(
                    title.orElseGet(this::heading), session.now(), reports, KnownReports.names(cluster, reports));
        }
        try {
            Files.writeString(file, page.html());
        } catch (IOException e) {
            throw Trouble.usage("cannot be written: " + e);
        }
        session.out().line("wrote " + file + ", about " + page.size() + " SRs, hosts and pools");
        return 0;
    }

    private String heading() {
        return "Storage capacity" + pool.map(name -> " of pool " + name).orElse("");
    }
}
