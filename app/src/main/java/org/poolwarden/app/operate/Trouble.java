package org.poolwarden.app.operate;

/** Why a verb does not do what it was asked, in one sentence for the person who asked, and its exit status. */
public final class Trouble extends Exception {

    /** The processors refuse it, or the person said no. */
    public static final int REFUSED = 1;

    /** Wrong usage, or a pool, host, command, alert or key that is not there. */
    public static final int USAGE = 2;

    /** Kafka, the registry or the processors did not answer in time. */
    public static final int UNANSWERED = 3;

    private static final long serialVersionUID = 1L;

    private final int status;

    private Trouble(int status, String sentence, Throwable cause) {
        super(sentence, cause);
        this.status = status;
    }

    public static Trouble refused(String sentence) {
        return new Trouble(REFUSED, sentence, null);
    }

    public static Trouble usage(String sentence) {
        return new Trouble(USAGE, sentence, null);
    }

    public static Trouble unanswered(String sentence, Throwable cause) {
        return new Trouble(UNANSWERED, sentence, cause);
    }

    public int status() {
        return status;
    }
}
