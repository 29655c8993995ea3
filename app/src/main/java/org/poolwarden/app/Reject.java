package org.poolwarden.app;

import java.util.concurrent.Callable;
import org.poolwarden.app.operate.Cluster;
import org.poolwarden.app.operate.CommandWord;
import org.poolwarden.app.operate.Format;
import org.poolwarden.app.operate.Session;
import org.poolwarden.app.operate.Signature;
import org.poolwarden.app.operate.Speech;
import org.poolwarden.app.operate.Trouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code poolwarden reject COMMAND}: a person says no to one command of the open incident. */
@Command(
        name = "reject",
        description = "Rejects a command of the open incident: it is not done before the epoch changes.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:the rejection stands",
            "1:the processors refuse it, or you said no",
            "2:wrong usage or configuration, or no such pool, host or command",
            "3:Kafka, the registry or the processors did not answer in time"
        })
final class Reject implements Callable<Integer> {

    @Mixin
    private Session session;

    @Mixin
    private Format format;

    @Mixin
    private Signature signature;

    @Mixin
    private CommandWord word;

    @Override
    public Integer call() throws Trouble, InterruptedException {
        try (Cluster cluster = session.open()) {
            return new Speech(session, format, signature, cluster).reject(word);
        }
    }
}
