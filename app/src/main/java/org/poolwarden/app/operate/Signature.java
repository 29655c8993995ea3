package org.poolwarden.app.operate;

import java.time.Duration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Who says a word, why, and whether it has been thought over. */
public final class Signature {

    @Mixin
    private Motive motive;

    @Mixin
    private Consent consent;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "15s",
            converter = TimeConverter.class,
            description = "How long the processors may take to answer. Default: ${DEFAULT-VALUE}.")
    private Duration timeout;

    String reason() throws Trouble {
        return motive.reason();
    }

    String author() {
        return motive.author();
    }

    Duration timeout() {
        return timeout;
    }

    void confirm(Session session) throws Trouble {
        consent.confirm(session);
    }
}
