package org.poolwarden.app;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.poolwarden.app.operate.Cluster;
import org.poolwarden.app.operate.Consent;
import org.poolwarden.app.operate.Format;
import org.poolwarden.app.operate.Session;
import org.poolwarden.app.operate.Trouble;
import org.poolwarden.app.topics.TopicDesk;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code poolwarden topics create}: makes what is missing, and with {@code --alter} what differs. */
@Command(
        name = "create",
        description = "Makes the topics that are missing, and says what differs in the others.",
        footer = {
            "",
            "Partitions are never changed: a pool's older records would lie in another one than its newer ones, and"
                    + " nobody could tell in which order they were written."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:all topics are as they should be",
            "1:something differs still, or with --dry-run is missing; or you said no",
            "2:wrong usage or configuration",
            "3:Kafka did not answer in time, or refused"
        })
final class TopicsCreate implements Callable<Integer> {

    @Mixin
    private Session session;

    @Mixin
    private Format format;

    @Mixin
    private Consent consent;

    @Option(
            names = "--replication-factor",
            paramLabel = "NUMBER",
            description = "Of topics that are made. Default: replication.factor of the configuration.")
    private Optional<Short> replication;

    @Option(names = "--dry-run", description = "Says what would be done, and does nothing.")
    private boolean dryRun;

    @Option(names = "--alter", description = "Changes settings that differ, after a view of before and after.")
    private boolean alter;

    @Override
    public Integer call() throws Trouble, InterruptedException {
        if (replication.filter(number -> number < 1).isPresent()) {
            throw Trouble.usage("--replication-factor must be at least 1, was " + replication.get());
        }
        try (Cluster cluster = session.open()) {
            return new TopicDesk(session, format, consent, cluster)
                    .make(replication.orElseGet(cluster::replication), TopicDesk.Extent.of(alter, dryRun));
        }
    }
}
