package org.poolwarden.connect.heartbeat;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.poolwarden.connect.pool.Deadline;
import org.poolwarden.connect.pool.Rhythm;
import org.poolwarden.connect.pool.Timer;
import org.poolwarden.xapi.Connection;
import org.poolwarden.xapi.Credentials;
import org.poolwarden.xapi.HostEndpoint;
import org.poolwarden.xapi.XapiClient;
import org.poolwarden.xapi.XapiSession;

/** Step 3 of an interview: a local session, kept from round to round, and the emergency flag. */
final class LocalSession {

    /**
     * What step 3 brought.
     *
     * @param session empty where the host gave none
     * @param emergency empty where it was not answered
     */
    record Flag(Optional<XapiSession> session, Optional<Boolean> emergency) {
        static final Flag NONE = new Flag(Optional.empty(), Optional.empty());
    }

    private final HostEndpoint host;
    private final Credentials credentials;
    private final Rhythm rhythm;
    private final XapiClient client;
    private final Timer timer;
    private Optional<XapiSession> session = Optional.empty();

    LocalSession(HostEndpoint host, Credentials credentials, Rhythm rhythm, XapiClient client, Timer timer) {
        this.host = host;
        this.credentials = credentials;
        this.rhythm = rhythm;
        this.client = client;
        this.timer = timer;
    }

    /** Never fails: what is not answered is empty. */
    CompletionStage<Flag> ask(Deadline deadline) {
        if (session.isEmpty()) {
            return opened(deadline).thenCompose(open -> flag(open, deadline));
        }
        return flag(session, deadline)
                .thenCompose(flag -> flag.emergency().isPresent()
                        ? CompletableFuture.completedFuture(flag)
                        : opened(deadline).thenCompose(open -> flag(open, deadline)));
    }

    void end() {
        session.ifPresent(open -> client.logout(open, rhythm.deadline()));
        session = Optional.empty();
    }

    /** The host's toolstack ended, and the session with it. */
    void forget() {
        session = Optional.empty();
    }

    private CompletionStage<Optional<XapiSession>> opened(Deadline deadline) {
        return client.localLogin(host, credentials, deadline.left(), Connection.KEPT)
                .handleAsync(
                        (opened, error) -> {
                            session = Optional.ofNullable(opened);
                            return session;
                        },
                        timer);
    }

    private CompletionStage<Flag> flag(Optional<XapiSession> local, Deadline deadline) {
        if (local.isEmpty()) {
            return CompletableFuture.completedFuture(Flag.NONE);
        }
        return client.isInEmergencyMode(local.get(), deadline.left())
                .handleAsync(
                        (flag, error) -> {
                            if (error != null) {
                                session = Optional.empty();
                                return Flag.NONE;
                            }
                            return new Flag(local, Optional.of(flag));
                        },
                        timer);
    }
}
