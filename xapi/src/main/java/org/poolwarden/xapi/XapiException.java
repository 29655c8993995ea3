package org.poolwarden.xapi;

import java.util.List;
import java.util.concurrent.CompletionException;

/** Why a call brought no value. Its kinds are what a detector tells apart. */
public abstract sealed class XapiException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What went wrong, from the nearest to the farthest. */
    public enum Kind {
        API_FAILURE,
        CONNECTION_REFUSED,
        CONNECT_TIMED_OUT,
        TLS_FAILED,
        CLOSED_BY_PEER,
        ANSWER_TIMED_OUT,
        BAD_ANSWER,
        ANSWER_TOO_LARGE
    }

    private final Kind kind;

    private XapiException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public final Kind kind() {
        return kind;
    }

    /** The XapiException in {@code error}, unwrapped; a {@link BadAnswer} around anything else. */
    public static XapiException of(Throwable error) {
        Throwable cause = error;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof XapiException xapi ? xapi : new BadAnswer("unexpected: " + cause, cause);
    }

    /** The host answered with Status Failure. */
    public static sealed class ApiFailure extends XapiException {
        private static final long serialVersionUID = 1L;
        private final List<String> description;

        /**
         * @param description ErrorDescription: the code, then any number of parameters
         */
        public ApiFailure(List<String> description) {
            super(Kind.API_FAILURE, description.isEmpty() ? "no ErrorDescription" : description.get(0), null);
            this.description = List.copyOf(description);
        }

        /** For example {@code HOST_STILL_BOOTING}; empty text where the host gave none. */
        public final String code() {
            return description.isEmpty() ? "" : description.get(0);
        }

        public final List<String> params() {
            return description.isEmpty() ? List.of() : description.subList(1, description.size());
        }

        /** The failure as the most telling type for its code. */
        public static ApiFailure of(List<String> description) {
            String code = description.isEmpty() ? "" : description.get(0);
            return switch (code) {
                case "HOST_IS_SLAVE" -> description.size() > 1
                        ? new HostIsSlave(description)
                        : new ApiFailure(description);
                case "SESSION_AUTHENTICATION_FAILED" -> new AuthenticationFailed(description);
                case "SESSION_INVALID" -> new SessionInvalid(description);
                default -> new ApiFailure(description);
            };
        }
    }

    /** {@code HOST_IS_SLAVE [address]}: the host follows a master, and names it from its pool.conf. */
    public static final class HostIsSlave extends ApiFailure {
        private static final long serialVersionUID = 1L;

        private HostIsSlave(List<String> description) {
            super(description);
        }

        /** No port, IPv6 without brackets, as the host has it. */
        public String masterAddress() {
            return params().get(0);
        }
    }

    /** {@code SESSION_AUTHENTICATION_FAILED}: wrong user or password. */
    public static final class AuthenticationFailed extends ApiFailure {
        private static final long serialVersionUID = 1L;

        private AuthenticationFailed(List<String> description) {
            super(description);
        }
    }

    /** {@code SESSION_INVALID}: the session is gone; sessions do not survive a restart of the toolstack. */
    public static final class SessionInvalid extends ApiFailure {
        private static final long serialVersionUID = 1L;

        private SessionInvalid(List<String> description) {
            super(description);
        }
    }

    /** Nobody listens on the port. */
    public static final class ConnectionRefused extends XapiException {
        private static final long serialVersionUID = 1L;

        public ConnectionRefused(String message, Throwable cause) {
            super(Kind.CONNECTION_REFUSED, message, cause);
        }
    }

    /** No TCP within the deadline, or no way to the host. */
    public static final class ConnectTimedOut extends XapiException {
        private static final long serialVersionUID = 1L;

        public ConnectTimedOut(String message, Throwable cause) {
            super(Kind.CONNECT_TIMED_OUT, message, cause);
        }
    }

    /** TCP, but no trusted TLS. */
    public static final class TlsFailed extends XapiException {
        private static final long serialVersionUID = 1L;

        public TlsFailed(String message, Throwable cause) {
            super(Kind.TLS_FAILED, message, cause);
        }
    }

    /** TLS was completed, and the connection closed before an answer: the toolstack is away, stunnel lives. */
    public static final class ClosedByPeer extends XapiException {
        private static final long serialVersionUID = 1L;

        public ClosedByPeer(String message, Throwable cause) {
            super(Kind.CLOSED_BY_PEER, message, cause);
        }
    }

    /** Connected, and silent to the deadline. */
    public static final class AnswerTimedOut extends XapiException {
        private static final long serialVersionUID = 1L;

        public AnswerTimedOut(String message) {
            super(Kind.ANSWER_TIMED_OUT, message, null);
        }
    }

    /** Anything that is not XAPI's XML-RPC: an HTTP status, a DOCTYPE, a wrong type. */
    public static final class BadAnswer extends XapiException {
        private static final long serialVersionUID = 1L;

        public BadAnswer(String message, Throwable cause) {
            super(Kind.BAD_ANSWER, message, cause);
        }
    }

    /** More bytes than the call allows. */
    public static final class AnswerTooLarge extends XapiException {
        private static final long serialVersionUID = 1L;

        public AnswerTooLarge(String message) {
            super(Kind.ANSWER_TOO_LARGE, message, null);
        }
    }
}
