package org.poolwarden.connect.recovery;

import java.util.List;
import org.poolwarden.schema.OutcomeResult;
import org.poolwarden.xapi.XapiException;

/**
 * How an act ended, as far as the executor can see.
 *
 * @param recovered uuids of hosts that accepted to follow, or of VMs that run now; empty for other acts
 */
record Ending(OutcomeResult result, String detail, List<String> recovered) {

    Ending {
        recovered = List.copyOf(recovered);
    }

    static Ending of(OutcomeResult result, String detail) {
        return new Ending(result, detail, List.of());
    }

    static Ending accepted(String detail) {
        return of(OutcomeResult.ACCEPTED, detail);
    }

    /** After every check, where nothing is to be done. */
    static Ending dryRun(String wouldDo) {
        return of(OutcomeResult.DRY_RUN, "every check passed; would " + wouldDo);
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
}
