package org.poolwarden.app.operate;

import picocli.CommandLine.Option;

/** How a verb answers. */
public final class Format {

    /** For people, or for programs. */
    enum Kind {
        table,
        json
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            defaultValue = "table",
            description = "table or json (one object per line). Default: ${DEFAULT-VALUE}.")
    private Kind kind;

    public boolean isJson() {
        return kind == Kind.json;
    }
}
