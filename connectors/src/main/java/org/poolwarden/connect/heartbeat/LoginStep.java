package org.poolwarden.connect.heartbeat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.poolwarden.connect.pool.PasswordProbe;
import org.poolwarden.connect.pool.Reply;
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

    private final HostEndpoint host;
    private final Credentials credentials;
    private final Rhythm rhythm;
    private final XapiClient client;
    private final Timer timer;
    private final PasswordProbe password;
    private Optional<XapiSession> session = Optional.empty();
    private Optional<XapiSession> abandoned = Optional.empty();
    private boolean missed;

    LoginStep(HostEndpoint host, Credentials credentials, Rhythm rhythm, XapiClient client, Timer timer) {
        this.host = host;
        this.credentials = credentials;
        this.rhythm = rhythm;
        this.client = client;
        this.timer = timer;
        this.password = new PasswordProbe(credentials, rhythm, client, timer);
    }

    CompletionStage<Reply> ask() {
        return question().thenApply(this::remember);
    }

    private CompletionStage<Reply> question() {
        if (password.isRefused()) {
            return askForLife();
        }
        return session.isPresent() ? askMaster(session.get()) : login(connection(), rhythm.deadline());
    }

    /** The session of a host that answered as master. */
    Optional<XapiSession> session() {
        return session;
    }

    void end() {
        session.ifPresent(this::giveBack);
        session = Optional.empty();
        abandoned.ifPresent(this::giveBack);
    }

    private void giveBack(XapiSession open) {
        client.logout(open, rhythm.deadline());
    }

    private Reply remember(Reply reply) {
        missed = reply.isMiss();
        if (!missed && reply.answer() != Answer.BAD_CREDENTIALS) {
            password.forget();
        }
        if (reply.answer() != Answer.MASTER) {
            // Whoever is only missed may still know the session; whoever answers otherwise has forgotten it.
            abandoned = missed ? session.or(() -> abandoned) : Optional.empty();
            session = Optional.empty();
        }
        return reply;
    }

    private void opened(XapiSession fresh) {
        session.or(() -> abandoned).ifPresent(this::giveBack);
        abandoned = Optional.empty();
        session = Optional.of(fresh);
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

    /** A login that is not answered by half of its time may be a wrong password; whether it is comes rounds later. */
    private CompletionStage<Reply> login(Connection connection, Duration deadline) {
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        Timer.Cancellable doubt = timer.after(deadline.dividedBy(2), () -> password.begin(host));
        password.whenRefused(() -> reply.complete(Reply.BAD_CREDENTIALS));
        loggedIn(connection, deadline).thenAccept(reply::complete);
        reply.thenRun(doubt::cancel);
        return reply;
    }

    private CompletionStage<Reply> loggedIn(Connection connection, Duration deadline) {
        Instant began = timer.steady();
        return client.login(host, credentials, deadline, connection)
                .handleAsync(
                        (fresh, error) -> {
                            if (error == null) {
                                opened(fresh);
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
        Duration left = deadline.minus(Duration.between(began, timer.steady()));
        boolean again = trouble.kind() == XapiException.Kind.CLOSED_BY_PEER
                && connection == Connection.KEPT
                && left.compareTo(deadline.dividedBy(4)) > 0;
        if (trouble instanceof XapiException.AuthenticationFailed) {
            password.wasRefused(host);
        }
        return again ? loggedIn(Connection.FRESH, left) : CompletableFuture.completedFuture(Reply.of(trouble));
    }

    /**
     * Until the password is tried again, the host is asked for a sign of life that takes none: with a session that
     * nobody has, which a master refuses at once. Any other answer is a change, after which it is asked to log in again.
     */
    private CompletionStage<Reply> askForLife() {
        password.beginAgain();
        return client.thisHost(XapiSession.ofNobody(host), rhythm.deadline())
                .handleAsync(
                        (nobody, error) -> {
                            boolean lives =
                                    error == null || XapiException.of(error) instanceof XapiException.SessionInvalid;
                            return lives ? Reply.BAD_CREDENTIALS : Reply.of(XapiException.of(error));
                        },
                        timer);
    }
}
