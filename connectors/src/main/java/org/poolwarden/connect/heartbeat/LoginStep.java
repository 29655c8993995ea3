package org.poolwarden.connect.heartbeat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.poolwarden.connect.pool.Rhythm;
import org.poolwarden.connect.pool.Timer;
import org.poolwarden.schema.Answer;
import org.poolwarden.xapi.Connection;
import org.poolwarden.xapi.Credentials;
import org.poolwarden.xapi.HostEndpoint;
import org.poolwarden.xapi.XapiClient;
import org.poolwarden.xapi.XapiException;
import org.poolwarden.xapi.XapiSession;

/**
 * Steps 1 and 2 of an interview: who are you?
 *
 * <p>A master is asked on the session it gave before; only when that brings nothing it is asked to log in, on a fresh
 * connection beside. After a miss every question travels on a fresh connection, until one is answered: a kept one may
 * be the thing that is dead.
 */
final class LoginStep {

    /** A master thinks five seconds about a wrong password: longer than any deadline. */
    private static final Duration PASSWORD_PROBE = Duration.ofSeconds(7);

    private static final Duration PASSWORD_RETRY = Duration.ofSeconds(60);

    private final HostEndpoint host;
    private final Credentials credentials;
    private final Rhythm rhythm;
    private final XapiClient client;
    private final Timer timer;
    private Optional<XapiSession> session = Optional.empty();
    private Optional<Instant> passwordRefusedAt = Optional.empty();
    private Optional<Instant> probedAt = Optional.empty();
    private boolean missed;

    LoginStep(HostEndpoint host, Credentials credentials, Rhythm rhythm, XapiClient client, Timer timer) {
        this.host = host;
        this.credentials = credentials;
        this.rhythm = rhythm;
        this.client = client;
        this.timer = timer;
    }

    CompletionStage<Reply> ask() {
        CompletionStage<Reply> reply = isPasswordRefused()
                ? refusedAgain()
                : session.isPresent() ? askMaster(session.get()) : login(connection(), rhythm.deadline());
        return reply.thenApply(this::remember);
    }

    /** The session of a host that answered as master. */
    Optional<XapiSession> session() {
        return session;
    }

    void end() {
        session.ifPresent(open -> client.logout(open, rhythm.deadline()));
        session = Optional.empty();
    }

    private Reply remember(Reply reply) {
        missed = reply.isMiss();
        if (reply.answer() != Answer.MASTER) {
            session = Optional.empty();
        }
        if (reply.answer() == Answer.SILENT) {
            probePassword();
        }
        return reply;
    }

    private Connection connection() {
        return missed ? Connection.FRESH : Connection.KEPT;
    }

    private CompletionStage<Reply> askMaster(XapiSession kept) {
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        Beside beside = new Beside();
        Timer.Cancellable impatience = timer.after(rhythm.deadline().dividedBy(4), beside::ask);
        client.thisHost(kept, rhythm.deadline())
                .whenCompleteAsync(
                        (ref, error) -> {
                            impatience.cancel();
                            if (error == null) {
                                reply.complete(Reply.MASTER);
                            } else {
                                beside.ask();
                                beside.reply.thenAccept(reply::complete);
                            }
                        },
                        timer);
        beside.reply.thenAccept(said -> {
            if (!said.isMiss()) {
                reply.complete(said);
            }
        });
        return reply;
    }

    /** The login beside a call on a kept session, sent once at most. */
    private final class Beside {
        private final CompletableFuture<Reply> reply = new CompletableFuture<>();
        private boolean asked;

        void ask() {
            if (!asked) {
                asked = true;
                login(Connection.FRESH, rhythm.deadline().multipliedBy(3).dividedBy(4))
                        .thenAccept(reply::complete);
            }
        }
    }

    private CompletionStage<Reply> login(Connection connection, Duration deadline) {
        Instant began = timer.now();
        return client.login(host, credentials, deadline, connection)
                .handleAsync(
                        (opened, error) -> {
                            if (error == null) {
                                session = Optional.of(opened);
                                return CompletableFuture.completedFuture(Reply.MASTER);
                            }
                            return closed(XapiException.of(error), connection, deadline, began);
                        },
                        timer)
                .thenCompose(reply -> reply);
    }

    /** A kept connection that was closed says nothing about the host: it is asked once more on a fresh one. */
    private CompletionStage<Reply> closed(
            XapiException trouble, Connection connection, Duration deadline, Instant began) {
        Duration left = deadline.minus(Duration.between(began, timer.now()));
        boolean again = trouble.kind() == XapiException.Kind.CLOSED_BY_PEER
                && connection == Connection.KEPT
                && left.compareTo(deadline.dividedBy(4)) > 0;
        return again ? login(Connection.FRESH, left) : CompletableFuture.completedFuture(Reply.of(trouble));
    }

    private boolean isPasswordRefused() {
        return passwordRefusedAt
                .map(at -> at.plus(PASSWORD_RETRY).isAfter(timer.now()))
                .orElse(false);
    }

    /** The local login fails without delay, and shows that the host lives. */
    private CompletionStage<Reply> refusedAgain() {
        return client.localLogin(host, credentials, rhythm.deadline(), connection())
                .handleAsync(
                        (opened, error) -> {
                            if (error != null) {
                                return Reply.of(XapiException.of(error));
                            }
                            client.logout(opened, rhythm.deadline());
                            passwordRefusedAt = Optional.empty();
                            return new Reply(
                                    Answer.BAD_CREDENTIALS,
                                    Optional.empty(),
                                    Optional.of("SESSION_AUTHENTICATION_FAILED"));
                        },
                        timer);
    }

    /** Silence may be a master's pause after a wrong password: a longer login beside the rounds tells. */
    private void probePassword() {
        boolean lately =
                probedAt.map(at -> at.plus(PASSWORD_RETRY).isAfter(timer.now())).orElse(false);
        if (lately) {
            return;
        }
        probedAt = Optional.of(timer.now());
        client.login(host, credentials, PASSWORD_PROBE, Connection.FRESH)
                .whenCompleteAsync(
                        (opened, error) -> {
                            if (error == null) {
                                client.logout(opened, rhythm.deadline());
                            } else if (XapiException.of(error) instanceof XapiException.AuthenticationFailed) {
                                passwordRefusedAt = Optional.of(timer.now());
                            }
                        },
                        timer);
    }
}
