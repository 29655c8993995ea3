package org.poolwarden.app;

import java.util.concurrent.Callable;
import org.poolwarden.app.operate.Cluster;
import org.poolwarden.app.operate.Format;
import org.poolwarden.app.operate.KnownPool;
import org.poolwarden.app.operate.KnownPools;
import org.poolwarden.app.operate.PoolSheet;
import org.poolwarden.app.operate.Session;
import org.poolwarden.app.operate.Trouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code poolwarden show POOL}: everything that is known of it. */
@Command(
        name = "show",
        description = "Shows a pool: verdict, evidence, advisories, claims, recovery, alerts with runbook, policy.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:done",
            "2:wrong usage or configuration, or no such pool",
            "3:Kafka or the registry did not answer in time"
        })
final class Show implements Callable<Integer> {

    @Mixin
    private Session session;

    @Mixin
    private Format format;

    @Parameters(paramLabel = "POOL", description = "The pool's configured name.")
    private String pool;

    @Override
    public Integer call() throws Trouble {
        try (Cluster cluster = session.open()) {
            KnownPool known = KnownPools.read(cluster).called(pool);
            if (format.isJson()) {
                PoolSheet.printJson(known, session);
            } else {
                PoolSheet.print(known, session);
            }
            session.warnWhenNobodyJudges(cluster);
            return 0;
        }
    }
}
