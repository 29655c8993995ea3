package org.poolwarden.app;

import java.util.List;
import java.util.concurrent.Callable;
import org.poolwarden.app.operate.Cluster;
import org.poolwarden.app.operate.Format;
import org.poolwarden.app.operate.KnownPools;
import org.poolwarden.app.operate.PolicyDesk;
import org.poolwarden.app.operate.Session;
import org.poolwarden.app.operate.Signature;
import org.poolwarden.app.operate.Trouble;
import org.poolwarden.app.operate.Windows;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code poolwarden maintenance HOST TIME}: people work on a host. */
@Command(
        name = "maintenance",
        description = "Opens a maintenance window: no command is about the host until it ends, and nobody promotes it.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:written, and the processors know it",
            "1:you said no, or somebody changed the policy meanwhile",
            "2:wrong usage or configuration, or no such host",
            "3:Kafka, the registry or the processors did not answer in time"
        })
final class Maintenance implements Callable<Integer> {

    @Mixin
    private Session session;

    @Mixin
    private Format format;

    @Mixin
    private Signature signature;

    @Parameters(
            index = "0",
            paramLabel = "HOST",
            description = "Name or address of a host, or POOL/HOST; the name of a pool for all of it.")
    private String host;

    @Parameters(index = "1", paramLabel = "TIME", description = "From now on, such as 30m or 8h; off ends the window.")
    private String time;

    @Override
    public Integer call() throws Trouble, InterruptedException {
        try (Cluster cluster = session.open()) {
            PolicyDesk.Change change = Windows.change(KnownPools.read(cluster), host, time, session.now());
            return new PolicyDesk(session, format, signature, cluster).write(List.of(change));
        }
    }
}
