package org.poolwarden.connect.pool;

import java.util.Optional;
import org.poolwarden.schema.Answer;
import org.poolwarden.xapi.XapiException;
import org.poolwarden.xapi.XapiException.ApiFailure;
import org.poolwarden.xapi.XapiException.AuthenticationFailed;
import org.poolwarden.xapi.XapiException.HostIsSlave;

/**
 * What a host said to the login, in the words of the heartbeat.
 *
 * @param master the address it names as its master
 * @param error the code of an API error, or the transport's words for a miss
 */
public record Reply(Answer answer, Optional<String> master, Optional<String> error) {

    public static final Reply MASTER = new Reply(Answer.MASTER, Optional.empty(), Optional.empty());

    public static final Reply BAD_CREDENTIALS = saying(Answer.BAD_CREDENTIALS, "SESSION_AUTHENTICATION_FAILED");

    public static Reply of(XapiException trouble) {
        if (trouble instanceof HostIsSlave slave) {
            return new Reply(Answer.SLAVE, Optional.of(slave.masterAddress()), Optional.empty());
        }
        if (trouble instanceof AuthenticationFailed) {
            return BAD_CREDENTIALS;
        }
        if (trouble instanceof ApiFailure failure) {
            return saying(isEmergency(failure.code()) ? Answer.EMERGENCY : Answer.OTHER_ERROR, failure.code());
        }
        return saying(transport(trouble.kind()), trouble.kind().name());
    }

    private static Answer transport(XapiException.Kind kind) {
        return switch (kind) {
            case CONNECTION_REFUSED -> Answer.REFUSED;
            case CONNECT_TIMED_OUT -> Answer.UNREACHABLE;
            case TLS_FAILED -> Answer.TLS_FAILED;
            case CLOSED_BY_PEER -> Answer.TOOLSTACK_CLOSED;
            case ANSWER_TIMED_OUT -> Answer.SILENT;
            case BAD_ANSWER, ANSWER_TOO_LARGE, API_FAILURE -> Answer.OTHER_ERROR;
        };
    }

    /** What a login is refused with in emergency mode: whatever keeps the host from its master. */
    private static boolean isEmergency(String code) {
        return code.equals("INTERNAL_ERROR") || code.startsWith("HOST_") || code.startsWith("HA_");
    }

    private static Reply saying(Answer answer, String error) {
        return new Reply(answer, Optional.empty(), Optional.of(error));
    }

    public boolean isMiss() {
        return switch (answer) {
            case REFUSED, UNREACHABLE, TLS_FAILED, SILENT -> true;
            case MASTER, SLAVE, EMERGENCY, TOOLSTACK_CLOSED, BAD_CREDENTIALS, OTHER_ERROR, UNSPECIFIED -> false;
        };
    }

    /** Whether a local session can tell more: the toolstack runs, and it is not the master's. */
    public boolean isWorthALocalSession() {
        return answer == Answer.SLAVE || answer == Answer.EMERGENCY || answer == Answer.OTHER_ERROR;
    }
}
