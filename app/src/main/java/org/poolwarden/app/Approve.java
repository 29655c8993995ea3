package org.poolwarden.app;

import java.util.Optional;
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
import picocli.CommandLine.Option;

/** {@code poolwarden approve COMMAND}: a person consents to one command of the open incident. */
@Command(
        name = "approve",
        description = "Approves a command of the open incident, and waits for what the processors make of it.",
        footer = {
            "",
            "The word is bound to the incident, its epoch, its command and its host; it is void after ten minutes."
                    + " poolwarden explain POOL prints the line to copy."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:the command is issued, or the approval stands and the command still waits for another guard",
            "1:the processors refuse it, or you said no",
            "2:wrong usage or configuration, or no such pool, host or command",
            "3:Kafka, the registry or the processors did not answer in time"
        })
final class Approve implements Callable<Integer> {

    @Mixin
    private Session session;

    @Mixin
    private Format format;

    @Mixin
    private Signature signature;

    @Mixin
    private CommandWord word;

    @Option(
            names = "--verified-down",
            paramLabel = "HOST",
            description =
                    "The host that you have seen, at its console or BMC, to be off. Void at its next sign of life.")
    private Optional<String> verifiedDown;

    @Override
    public Integer call() throws Trouble, InterruptedException {
        try (Cluster cluster = session.open()) {
            return new Speech(session, format, signature, cluster).approve(word, verifiedDown);
        }
    }
}
