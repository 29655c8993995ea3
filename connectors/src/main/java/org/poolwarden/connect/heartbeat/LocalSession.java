package org.poolwarden.connect.heartbeat;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.poolwarden.connect.pool.Deadline;
import org.poolwarden.connect.pool.PasswordPause;
import org.poolwarden.connect.pool.Rhythm;
import org.poolwarden.connect.pool.Timer;
import org.poolwarden.xapi.Connection;
import org.poolwarden.xapi.Credentials;
import org.poolwarden.xapi.HostEndpoint;
import org.poolwarden.xapi.XapiClient;
import org.poolwarden.xapi.XapiException;
import org.poolwarden.xapi.XapiException.ApiFailure;
import org.poolwarden.xapi.XapiSession;

/**
 * Step 3 of an interview: a local session, kept from round to round, and the emergency flag. A session that is not
 * answered is kept too: hosts never forget one, but with their toolstack.
 */
final class LocalSession {

    /**
     * What step 3 brought.
     *
     * @param session empty where the host gave none
     * @param emergency empty where it was not answered
     * @param refusal the code of the error with which the login was refused; empty where it was not
     */
    record Flag(Optional<XapiSession> session, Optional<Boolean> emergency, Optional<String> refusal) {
        static final Flag NONE = new Flag(Optional.empty(), Optional.empty(), Optional.empty());
    }

    private final HostEndpoint host;
    private final Credentials credentials;
    private final Rhythm rhythm;
    private final XapiClient client;
    private final Timer timer;
    private Optional<XapiSession> session = Optional.empty();
    private final PasswordPause pause;
    private Optional<String> refusal = Optional.empty();

    LocalSession(HostEndpoint host, Credentials credentials, Rhythm rhythm, XapiClient client, Timer timer) {
        this.host = host;
        this.credentials = credentials;
        this.rhythm = rhythm;
        this.client = client;
        this.timer = timer;
        this.pause = new PasswordPause(timer);
    }

    /** Never fails: what is not answered is empty. */
    CompletionStage<Flag> ask(Deadline deadline) {
        if (session.isEmpty()) {
            return opened(deadline).thenCompose(open -> flag(open, deadline));
        }
        return flag(session, deadline)
                .thenCompose(flag -> session.isPresent()
                        ? CompletableFuture.completedFuture(flag)
                        : opened(deadline).thenCompose(open -> flag(open, deadline)));
    }

    /**
     * The toolstack is another one from now on. One that waits for its master in emergency mode looks for a session
     * that it does not know in its master's database, and never answers.
     */
    void forget() {
        session = Optional.empty();
    }

    void end() {
        session.ifPresent(open -> client.logout(open, rhythm.deadline()));
        session = Optional.empty();
    }

    private CompletionStage<Optional<XapiSession>> opened(Deadline deadline) {
        if (pause.isOn()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return client.localLogin(host, credentials, deadline.left(), Connection.KEPT)
                .handleAsync(
                        (opened, error) -> {
                            session = Optional.ofNullable(opened);
                            refused(Optional.ofNullable(error).map(XapiException::of));
                            return session;
                        },
                        timer);
    }

    private void refused(Optional<XapiException> trouble) {
        refusal = trouble.filter(ApiFailure.class::isInstance).map(failure -> ((ApiFailure) failure).code());
        trouble.filter(XapiException.AuthenticationFailed.class::isInstance).ifPresent(failure -> pause.begin());
    }

    private CompletionStage<Flag> flag(Optional<XapiSession> local, Deadline deadline) {
        if (local.isEmpty()) {
            return CompletableFuture.completedFuture(new Flag(local, Optional.empty(), refusal));
        }
        return client.isInEmergencyMode(local.get(), deadline.left())
                .handleAsync(
                        (flag, error) -> {
                            if (error == null) {
                                return new Flag(local, Optional.of(flag), Optional.empty());
                            }
                            if (isForgotten(XapiException.of(error))) {
                                session = Optional.empty();
                            }
                            return Flag.NONE;
                        },
                        timer);
    }

    /** A toolstack that restarted has closed its connections and knows nobody. */
    private static boolean isForgotten(XapiException trouble) {
        return trouble instanceof ApiFailure || trouble.kind() == XapiException.Kind.CLOSED_BY_PEER;
    }
}
