package org.poolwarden.app.operate;

import picocli.CommandLine.Option;

/** Whether a change has been thought over. */
public final class Consent {

    @Option(names = "--yes", description = "Do not ask. Needed where there is no terminal.")
    private boolean yes;

    /**
     * Returns when the person agrees.
     *
     * @throws Trouble when the answer is no, or nobody is there to ask
     */
    public void confirm(Session session) throws Trouble {
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
