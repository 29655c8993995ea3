package org.poolwarden.app;

import java.util.List;
import java.util.concurrent.Callable;
import org.poolwarden.app.letters.LetterDesk;
import org.poolwarden.app.operate.Cluster;
import org.poolwarden.app.operate.Consent;
import org.poolwarden.app.operate.Format;
import org.poolwarden.app.operate.Motive;
import org.poolwarden.app.operate.Session;
import org.poolwarden.app.operate.Trouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code poolwarden dlq replay LETTER...}: key and bytes go back to where they came from. */
@Command(
        name = "replay",
        description = "Puts letters back to the topic and partition they came from, all of them or none.",
        footer = {
            "",
            "Refused, unless --force says otherwise: what does not decode now either; what has been put back before; what"
                    + " would replace a later record of its key; what counts as of its arrival, such as an interview.",
            "The record gets headers poolwarden.replayed.by, .why, .at and .letter. A word beside the letter, written in"
                    + " the same transaction, remembers that it has been put back."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:put back",
            "1:something speaks against it, or you said no: nothing is written",
            "2:wrong usage or configuration, or no such letter",
            "3:Kafka or the registry did not answer in time"
        })
final class DlqReplay implements Callable<Integer> {

    @Mixin
    private Session session;

    @Mixin
    private Format format;

    @Mixin
    private Motive motive;

    @Mixin
    private Consent consent;

    @Parameters(arity = "1..*", paramLabel = "LETTER", description = "As poolwarden dlq list has them.")
    private List<String> letters;

    @Option(names = "--force", description = "Whatever speaks against it.")
    private boolean force;

    @Override
    public Integer call() throws Trouble, InterruptedException {
        try (Cluster cluster = session.open()) {
            return new LetterDesk(session, format, cluster)
                    .replay(letters.stream().distinct().toList(), motive, consent, force);
        }
    }
}
