package org.poolwarden.app;

import java.util.concurrent.Callable;
import org.poolwarden.app.operate.Cluster;
import org.poolwarden.app.operate.Format;
import org.poolwarden.app.operate.Session;
import org.poolwarden.app.operate.Trouble;
import org.poolwarden.app.topics.TopicBook;
import org.poolwarden.app.topics.TopicSheet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code poolwarden topics list}. */
@Command(
        name = "list",
        description = "Lists the topics: partitions, replicas, what is kept, and what is not as it should be.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:done", "2:wrong usage or configuration", "3:Kafka did not answer in time"})
final class TopicsList implements Callable<Integer> {

    @Mixin
    private Session session;

    @Mixin
    private Format format;

    @Override
    public Integer call() throws Trouble, InterruptedException {
        try (Cluster cluster = session.open()) {
            TopicSheet sheet = new TopicSheet(TopicBook.read(cluster, cluster.replication()));
            if (format.isJson()) {
                sheet.printJson(session);
            } else {
                sheet.print(session);
            }
            return 0;
        }
    }
}
