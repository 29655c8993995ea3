package org.poolwarden.connect.alert;

import org.poolwarden.xapi.XapiException;

/** Why a target did not accept; the tag {@code kind} of the metric. */
enum Trouble {
    /** No TCP. */
    UNREACHABLE,
    TLS_FAILED,
    /** No end of the answer by the deadline. */
    SILENT,
    /** 3xx, which is not followed: alerts and secrets go where they were configured to and nowhere else. */
    REDIRECTED,
    /** 4xx. */
    REFUSED,
    /** 5xx. */
    FAILING,
    /** Something else than an answer of HTTP. */
    NONSENSE;

    static Trouble of(XapiException.Kind kind) {
        return switch (kind) {
            case CONNECTION_REFUSED, CONNECT_TIMED_OUT -> UNREACHABLE;
            case TLS_FAILED -> TLS_FAILED;
            case ANSWER_TIMED_OUT -> SILENT;
            case CLOSED_BY_PEER, BAD_ANSWER, ANSWER_TOO_LARGE, API_FAILURE -> NONSENSE;
        };
    }

    static Trouble ofStatus(int status) {
        return switch (status / 100) {
            case 3 -> REDIRECTED;
            case 4 -> REFUSED;
            case 5 -> FAILING;
            default -> NONSENSE;
        };
    }
}
