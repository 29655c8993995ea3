package org.poolwarden.app;

import java.util.concurrent.Callable;
import org.poolwarden.app.operate.Cluster;
import org.poolwarden.app.operate.Format;
import org.poolwarden.app.operate.KnownPools;
import org.poolwarden.app.operate.PoolList;
import org.poolwarden.app.operate.Session;
import org.poolwarden.app.operate.Trouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code poolwarden list}: which pool needs somebody first? */
@Command(
        name = "list",
        description = "Lists all pools, the worst first: verdict, master, mode, alerts, recovery, what is withheld.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:done", "2:wrong usage or configuration", "3:Kafka or the registry did not answer in time"})
final class ListPools implements Callable<Integer> {

    @Mixin
    private Session session;

    @Mixin
    private Format format;

    @Override
    public Integer call() throws Trouble {
        try (Cluster cluster = session.open()) {
            PoolList pools = new PoolList(KnownPools.read(cluster).worstFirst());
            if (format.isJson()) {
                pools.printJson(session);
            } else {
                pools.print(session);
            }
            session.warnWhenNobodyJudges(cluster);
            return 0;
        }
    }
}
