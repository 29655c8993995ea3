package org.poolwarden.app;

import java.util.concurrent.Callable;
import org.poolwarden.app.operate.Cluster;
import org.poolwarden.app.operate.Format;
import org.poolwarden.app.operate.KnownPools;
import org.poolwarden.app.operate.Session;
import org.poolwarden.app.operate.Signature;
import org.poolwarden.app.operate.Speech;
import org.poolwarden.app.operate.Trouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code poolwarden ack ALERT}: somebody has seen it. */
@Command(
        name = "ack",
        description = "Acknowledges a firing alert: its repeats are silent, a rise in severity is not.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:acknowledged",
            "1:you said no",
            "2:wrong usage or configuration, or no such alert fires",
            "3:Kafka, the registry or the processors did not answer in time"
        })
final class Ack implements Callable<Integer> {

    @Mixin
    private Session session;

    @Mixin
    private Format format;

    @Mixin
    private Signature signature;

    @Parameters(
            paramLabel = "ALERT",
            description =
                    "Its key, such as closet/MASTER_LOST or closet/HOST_LOST/beta; without the pool where only one"
                            + " fires.")
    private String alert;

    @Override
    public Integer call() throws Trouble, InterruptedException {
        try (Cluster cluster = session.open()) {
            return new Speech(session, format, signature, cluster).acknowledge(KnownPools.read(cluster), alert);
        }
    }
}
