package org.poolwarden.app.operate;

import java.io.PrintWriter;
import java.util.Optional;

/** A verb that asks a person for what its flags do not say. */
public final class Dialogue {

    private final Terminal terminal;
    private final PrintWriter out;

    public Dialogue(Terminal terminal, PrintWriter out) {
        this.terminal = terminal;
        this.out = out;
    }

    public Page out() {
        return new Page(out, terminal);
    }

    /**
     * What a flag says, or else the person; an empty answer means the default.
     *
     * @param flag for those who cannot be asked, for example {@code --address}
     * @throws Trouble when neither does, and there is no default
     */
    public String value(Optional<String> said, String flag, String question, Optional<String> otherwise)
            throws Trouble {
        if (said.isPresent()) {
            return said.get();
        }
        String answer = terminal.ask(
                        question + otherwise.map(word -> " [" + word + "]").orElse("") + ": ")
                .or(() -> otherwise)
                .orElseThrow(() -> missing(flag))
                .strip();
        if (!answer.isEmpty()) {
            return answer;
        }
        return otherwise.orElseThrow(() -> missing(flag));
    }

    /** What the person answers, whatever it is; empty when nobody can be asked. */
    public Optional<String> ask(String question) {
        return terminal.ask(question).map(String::strip);
    }

    /**
     * @throws Trouble when nobody can be asked
     */
    public String secret(String flag, String question) throws Trouble {
        return terminal.askSecret(question + ": ")
                .filter(secret -> !secret.isEmpty())
                .orElseThrow(() -> missing(flag));
    }

    /**
     * Whether the person agrees.
     *
     * @param flag that agrees where nobody can be asked
     * @throws Trouble when nobody can be asked
     */
    public boolean agrees(String question, String flag) throws Trouble {
        String answer = terminal.ask(question + " [y/N] ")
                .orElseThrow(() -> Trouble.usage("nobody to ask: " + question + " " + flag + " says yes"))
                .strip();
        return answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes");
    }

    private static Trouble missing(String flag) {
        return Trouble.usage("missing: " + flag + "; nobody has answered");
    }
}
