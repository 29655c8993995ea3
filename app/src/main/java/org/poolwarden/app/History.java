package org.poolwarden.app;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.poolwarden.app.operate.Cluster;
import org.poolwarden.app.operate.Format;
import org.poolwarden.app.operate.HistoryBook;
import org.poolwarden.app.operate.KnownPools;
import org.poolwarden.app.operate.Session;
import org.poolwarden.app.operate.TimeConverter;
import org.poolwarden.app.operate.Trouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code poolwarden history POOL}: what happened, and who said what? */
@Command(
        name = "history",
        description = "Tells what happened to a pool: findings, alerts, people's words, commands, outcomes.",
        footer = {
            "",
            "In the order of the brokers' append times. Findings reach back a month, words, commands and outcomes a year;"
                    + " of older alerts only the last record is kept."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:done",
            "2:wrong usage or configuration, or no such pool",
            "3:Kafka or the registry did not answer in time"
        })
final class History implements Callable<Integer> {

    @Mixin
    private Session session;

    @Mixin
    private Format format;

    @Parameters(paramLabel = "POOL", description = "The pool's configured name.")
    private String pool;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "How far back, such as 30m or 48h. Default: as far as the topics reach.")
    private Optional<Duration> since;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "How many events at most, the last ones. Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Override
    public Integer call() throws Trouble {
        if (limit < 1) {
            throw Trouble.usage("--limit: expected at least 1, found " + limit);
        }
        try (Cluster cluster = session.open()) {
            HistoryBook book =
                    HistoryBook.read(cluster, KnownPools.read(cluster).called(pool), since.map(session::ago), limit);
            if (format.isJson()) {
                book.printJson(session);
            } else {
                book.print(session);
            }
            return 0;
        }
    }
}
