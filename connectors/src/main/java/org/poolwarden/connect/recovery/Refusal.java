package org.poolwarden.connect.recovery;

import org.poolwarden.schema.OutcomeResult;
import org.poolwarden.xapi.XapiException;

/** Why a command ends before its act: a condition that does not hold. Not a bug, not a fault of the world. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final OutcomeResult result;

    private Refusal(OutcomeResult result, String reason, Throwable cause) {
        super(reason, cause, false, false);
        this.result = result;
    }

    /** REFUSED: a precondition does not hold. */
    static Refusal because(String reason) {
        return new Refusal(OutcomeResult.REFUSED, reason, null);
    }

    static Refusal expired(String reason) {
        return new Refusal(OutcomeResult.EXPIRED, reason, null);
    }

    /** FAILED: the world is away before anything was changed. */
    static Refusal beforeAct(XapiException trouble) {
        String words = "nothing was done: " + trouble.kind() + " " + trouble.getMessage();
        return new Refusal(OutcomeResult.FAILED, words, trouble);
    }

    OutcomeResult result() {
        return result;
    }
}
