package org.poolwarden.app.operate;

import java.time.Duration;
import picocli.CommandLine.Option;

/** Who says a word, why, and whether it has been thought over. */
public final class Signature {

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; it is kept for a year.")
    private String reason;

    @Option(
            names = "--author",
            paramLabel = "NAME",
            defaultValue = "${sys:user.name}",
            description = "Who. Default: the user of this process, ${DEFAULT-VALUE}.")
    private String author;

    @Option(names = "--yes", description = "Do not ask. Needed where there is no terminal.")
    private boolean yes;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "15s",
            converter = TimeConverter.class,
            description = "How long the processors may take to answer. Default: ${DEFAULT-VALUE}.")
    private Duration timeout;

    /**
     * @throws Trouble when it is blank: an audit that says nothing is none
     */
    String reason() throws Trouble {
        if (reason.isBlank()) {
            throw Trouble.usage("--reason says nothing: expected why");
        }
        return reason.strip();
    }

    String author() {
        return author;
    }

    Duration timeout() {
        return timeout;
    }

    /**
     * Returns when the person agrees.
     *
     * @throws Trouble when the answer is no, or nobody is there to ask
     */
    void confirm(Session session) throws Trouble {
        if (yes) {
            return;
        }
        String answer = session.ask("Write it? [y/N] ")
                .orElseThrow(() -> Trouble.usage("nobody to ask: this is no terminal; --yes says yes"))
                .strip();
        if (!answer.equalsIgnoreCase("y") && !answer.equalsIgnoreCase("yes")) {
            throw Trouble.refused("nothing is written");
        }
    }
}
