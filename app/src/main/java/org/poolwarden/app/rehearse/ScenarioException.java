package org.poolwarden.app.rehearse;

/** A scenario file that cannot be played: where, and what was expected there. */
public final class ScenarioException extends Exception {
    private static final long serialVersionUID = 1;

    ScenarioException(String file, int line, String trouble) {
        super(file + ":" + line + ": " + trouble);
    }
}
