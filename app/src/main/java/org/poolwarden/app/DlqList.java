package org.poolwarden.app;

import java.util.concurrent.Callable;
import org.poolwarden.app.letters.LetterDesk;
import org.poolwarden.app.letters.LetterFilter;
import org.poolwarden.app.operate.Cluster;
import org.poolwarden.app.operate.Format;
import org.poolwarden.app.operate.Session;
import org.poolwarden.app.operate.Trouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code poolwarden dlq list}. */
@Command(
        name = "list",
        description = "Lists dead letters: when, where from, key, why, and whether they have been put back.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:done", "2:wrong usage or configuration, or no such topic", "3:Kafka did not answer in time"})
final class DlqList implements Callable<Integer> {

    @Mixin
    private Session session;

    @Mixin
    private Format format;

    @Mixin
    private LetterFilter filter;

    @Override
    public Integer call() throws Trouble {
        try (Cluster cluster = session.open()) {
            new LetterDesk(session, format, cluster).list(filter);
            return 0;
        }
    }
}
