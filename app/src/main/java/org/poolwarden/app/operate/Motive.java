package org.poolwarden.app.operate;

import picocli.CommandLine.Option;

/** Who changes something, and why. */
public final class Motive {

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; it is kept for a year.")
    private String reason;

    @Option(
            names = "--author",
            paramLabel = "NAME",
            defaultValue = "${sys:user.name}",
            description = "Who. Default: the user of this process, ${DEFAULT-VALUE}.")
    private String author;

    /**
     * @throws Trouble when it is blank: an audit that says nothing is none
     */
    public String reason() throws Trouble {
        if (reason.isBlank()) {
            throw Trouble.usage("--reason says nothing: expected why");
        }
        return reason.strip();
    }

    public String author() {
        return author;
    }
}
