package org.poolwarden.app.operate;

import java.util.Optional;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The terminal of this process. NO_COLOR and its kin are obeyed. */
public final class SystemTerminal implements Terminal {

    @Override
    public Optional<String> ask(String question) {
        return isThere() ? Optional.ofNullable(System.console().readLine("%s", question)) : Optional.empty();
    }

    @Override
    public Optional<String> askSecret(String question) {
        return isThere()
                ? Optional.ofNullable(System.console().readPassword("%s", question))
                        .map(String::new)
                : Optional.empty();
    }

    @Override
    public Optional<Integer> width() {
        return isThere() ? Optional.of(new UsageMessageSpec().autoWidth(true).width()) : Optional.empty();
    }

    @Override
    public Ansi ansi() {
        return Ansi.AUTO;
    }

    /** Both ends of it: a question whose answer comes from a pipe asks nobody. */
    private static boolean isThere() {
        return System.console() != null;
    }
}
