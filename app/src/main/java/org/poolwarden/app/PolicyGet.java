package org.poolwarden.app;

import java.util.concurrent.Callable;
import org.poolwarden.app.operate.Cluster;
import org.poolwarden.app.operate.KnownPool;
import org.poolwarden.app.operate.KnownPools;
import org.poolwarden.app.operate.PolicySheet;
import org.poolwarden.app.operate.Session;
import org.poolwarden.app.operate.Trouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code poolwarden policy get POOL}. */
@Command(
        name = "get",
        description = "Shows a pool's policy; as YAML it is what policy set --file and a rehearsal read.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:done",
            "2:wrong usage or configuration, or no such pool",
            "3:Kafka or the registry did not answer in time"
        })
final class PolicyGet implements Callable<Integer> {

    @Mixin
    private Session session;

    @Parameters(paramLabel = "POOL", description = "The pool's configured name.")
    private String pool;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            defaultValue = "table",
            description = "table, json or yaml. Default: ${DEFAULT-VALUE}.")
    private PolicySheet.Form form;

    @Override
    public Integer call() throws Trouble {
        try (Cluster cluster = session.open()) {
            KnownPool known = KnownPools.read(cluster).called(pool);
            new PolicySheet(known).print(form, session);
            return 0;
        }
    }
}
