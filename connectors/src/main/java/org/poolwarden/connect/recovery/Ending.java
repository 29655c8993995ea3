package org.poolwarden.connect.recovery;

import java.util.List;
import org.poolwarden.schema.OutcomeResult;
import org.poolwarden.xapi.XapiException;

/**
 * How an act ended, as far as the executor can see.
 *
 * @param recovered uuids of hosts that accepted to follow; empty for other acts
 */
record Ending(OutcomeResult result, String detail, List<String> recovered) {

    static Ending of(OutcomeResult result, String detail) {
        return new Ending(result, detail, List.of());
    }

    /** After a call that changes something: whether it arrived is known only when the host said no. */
    static Ending afterAct(XapiException trouble) {
        return switch (trouble.kind()) {
            case API_FAILURE -> of(OutcomeResult.FAILED, "the host said " + trouble.getMessage());
            case CONNECTION_REFUSED, CONNECT_TIMED_OUT, TLS_FAILED -> of(
                    OutcomeResult.FAILED, "no connection: " + trouble.kind());
            case CLOSED_BY_PEER, ANSWER_TIMED_OUT, BAD_ANSWER, ANSWER_TOO_LARGE -> of(
                    OutcomeResult.UNKNOWN, "the call was sent and its answer is not known: " + trouble.kind());
        };
    }

    /** Before anything was changed. */
    static Ending beforeAct(XapiException trouble) {
        return of(OutcomeResult.FAILED, "nothing was done: " + trouble.kind() + " " + trouble.getMessage());
    }
}
