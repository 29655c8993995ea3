package org.poolwarden.xapi;

import java.time.Duration;
import java.util.List;

/**
 * One call to one host.
 *
 * @param method dotted, for example {@code host.get_all_records}
 * @param params strings, booleans, doubles, lists and maps of these; the session first where there is one
 * @param deadline from the beginning of the call to the last byte of its answer
 * @param maxAnswerBytes a longer answer is refused
 */
public record XapiCall(
        HostEndpoint to,
        String method,
        List<Object> params,
        Duration deadline,
        Connection connection,
        int maxAnswerBytes) {

    public XapiCall {
        params = List.copyOf(params);
    }

    /** Without the parameters: they hold passwords and sessions. */
    @Override
    public String toString() {
        return method + " on " + to.name() + " (" + to.authority() + ")";
    }
}
