package org.poolwarden.app;

import java.util.concurrent.Callable;
import org.poolwarden.app.operate.Cluster;
import org.poolwarden.app.operate.Explanation;
import org.poolwarden.app.operate.Format;
import org.poolwarden.app.operate.KnownPools;
import org.poolwarden.app.operate.Session;
import org.poolwarden.app.operate.Trouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code poolwarden explain POOL}: why is nothing done? */
@Command(
        name = "explain",
        description = "Says why nothing is done about a pool, and what would lift each guard, as a line to copy.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:done",
            "2:wrong usage or configuration, or no such pool",
            "3:Kafka or the registry did not answer in time"
        })
final class Explain implements Callable<Integer> {

    @Mixin
    private Session session;

    @Mixin
    private Format format;

    @Parameters(paramLabel = "POOL", description = "The pool's configured name.")
    private String pool;

    @Override
    public Integer call() throws Trouble {
        try (Cluster cluster = session.open()) {
            Explanation explanation = new Explanation(KnownPools.read(cluster).called(pool));
            if (format.isJson()) {
                explanation.printJson(session);
            } else {
                explanation.print(session);
            }
            session.warnWhenNobodyJudges(cluster);
            return 0;
        }
    }
}
