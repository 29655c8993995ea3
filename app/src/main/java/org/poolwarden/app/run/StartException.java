package org.poolwarden.app.run;

/** Why a part does not start, in one sentence for the person who started it. */
public final class StartException extends Exception {

    private static final long serialVersionUID = 1L;

    public StartException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
