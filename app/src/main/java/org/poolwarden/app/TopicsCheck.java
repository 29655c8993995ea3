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

/** {@code poolwarden topics check}: would poolwarden run take these topics? */
@Command(
        name = "check",
        description = "Says which topics are missing or differ, and what to do about it.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:nothing is missing, and what the rules rest on is as they need it",
            "1:a topic is missing, or poolwarden run would refuse one",
            "2:wrong usage or configuration",
            "3:Kafka did not answer in time"
        })
final class TopicsCheck implements Callable<Integer> {

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
                return sheet.isSound() ? 0 : 1;
            }
            return sheet.judge(session);
        }
    }
}
