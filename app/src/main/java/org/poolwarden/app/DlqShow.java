package org.poolwarden.app;

import java.util.concurrent.Callable;
import org.poolwarden.app.letters.LetterDesk;
import org.poolwarden.app.operate.Cluster;
import org.poolwarden.app.operate.Format;
import org.poolwarden.app.operate.Session;
import org.poolwarden.app.operate.Trouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code poolwarden dlq show LETTER}. */
@Command(
        name = "show",
        description = "Shows a dead letter: headers, bytes, and what they say where the registry knows their schema.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:done",
            "2:wrong usage or configuration, or no such letter",
            "3:Kafka or the registry did not answer in time"
        })
final class DlqShow implements Callable<Integer> {

    @Mixin
    private Session session;

    @Mixin
    private Format format;

    @Parameters(
            paramLabel = "LETTER",
            description = "PARTITION@OFFSET as poolwarden dlq list has it; the offset alone where that is enough.")
    private String letter;

    @Option(names = "--all", description = "Every byte, not the first 4096.")
    private boolean all;

    @Override
    public Integer call() throws Trouble {
        try (Cluster cluster = session.open()) {
            new LetterDesk(session, format, cluster).show(letter, all);
            return 0;
        }
    }
}
