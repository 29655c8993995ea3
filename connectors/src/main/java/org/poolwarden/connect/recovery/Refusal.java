package org.poolwarden.connect.recovery;

import org.poolwarden.schema.OutcomeResult;

/** Why a command ends before its act: a condition that does not hold. Not a bug, not a fault of the world. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final OutcomeResult result;

    Refusal(OutcomeResult result, String reason) {
        super(reason, null, false, false);
        this.result = result;
    }

    OutcomeResult result() {
        return result;
    }
}
