package org.poolwarden.app;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.poolwarden.app.check.Checkup;
import org.poolwarden.app.operate.Format;
import org.poolwarden.app.operate.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code poolwarden check}: is everything there that poolwarden needs? */
@Command(
        name = "check",
        description =
                "Looks at configuration, Kafka, topics, rights, registry, Connect, hosts and BMCs, and says what is"
                        + " missing and what to do about it. Changes nothing.",
        footer = {
            "",
            "Rights are asked of brokers for the account of the configuration. Hosts are asked with the connectors'"
                    + " passwords: run it where a worker runs, as its user, when those are in files.",
            "Whether transactions may be begun is asked by beginning one, application.id-check, in which nothing is"
                    + " written."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:nothing FAILs, and with --strict nothing WARNs", "1:something does", "2:wrong usage"})
final class Check implements Callable<Integer> {

    @Mixin
    private Session session;

    @Mixin
    private Format format;

    @Option(
            names = "--connect",
            paramLabel = "URL",
            description = "REST API of a Connect worker, for example http://localhost:8083.")
    private Optional<String> connect;

    @Option(
            names = "--connectors",
            paramLabel = "PATH",
            description = "Connectors' configurations as POST /connectors takes them: files, or directories of .json.")
    private List<Path> connectors = List.of();

    @Option(
            names = "--worker",
            paramLabel = "FILE",
            description = "A worker's properties: its REST API does not tell them.")
    private Optional<Path> worker;

    @Option(names = "--strict", description = "A WARN counts as a FAIL.")
    private boolean strict;

    @Override
    public Integer call() throws InterruptedException {
        return new Checkup(session, Clock.systemUTC(), format.isJson())
                .run(new Checkup.Scope(connect, connectors, worker), strict);
    }
}
