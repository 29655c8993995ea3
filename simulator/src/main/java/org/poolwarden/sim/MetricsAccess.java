package org.poolwarden.sim;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Who may read a host's metrics ({@code xapi_http.ml}): every refusal is a 401. */
final class MetricsAccess {

    private static final SimAnswer UNAUTHORIZED = SimAnswer.failure("401", "Unauthorized");

    /** Both logins that Basic makes inside of xapi think so long about a wrong password. */
    private static final Duration WRONG_PASSWORD_PAUSE = Duration.ofSeconds(5);

    private final Toolstack toolstack;
    private final Sessions sessions;

    MetricsAccess(Toolstack toolstack, Sessions sessions) {
        this.toolstack = toolstack;
        this.sessions = sessions;
    }

    /** A success that means nothing but that the door is open; waits where the session is looked up in vain. */
    CompletionStage<SimAnswer> check(Access access) {
        if (access.isNothing()) {
            return XapiMethods.now(UNAUTHORIZED);
        }
        return access.session()
                .map(this::bySession)
                .orElseGet(() -> byPassword(access.basic().orElseThrow()));
    }

    private CompletionStage<SimAnswer> bySession(String session) {
        if (sessions.isLocal(session) || sessions.isOpen(session)) {
            return XapiMethods.now(SimAnswer.success(""));
        }
        if (toolstack.role().isMaster()) {
            return XapiMethods.now(UNAUTHORIZED);
        }
        return toolstack.link().call(() -> toolstack
                .link()
                .master()
                .filter(master -> master.toolstack().methods().isSession(session))
                .map(master -> SimAnswer.success(""))
                .orElse(UNAUTHORIZED));
    }

    /** It makes a session of the pool: a slave cannot. */
    private CompletionStage<SimAnswer> byPassword(boolean right) {
        if (!toolstack.role().isMaster()) {
            return XapiMethods.now(UNAUTHORIZED);
        }
        if (right) {
            return XapiMethods.now(SimAnswer.success(""));
        }
        CompletableFuture<SimAnswer> later = new CompletableFuture<>();
        toolstack.plan(WRONG_PASSWORD_PAUSE, () -> later.complete(UNAUTHORIZED));
        return later;
    }
}
