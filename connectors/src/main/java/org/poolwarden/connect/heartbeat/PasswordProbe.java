package org.poolwarden.connect.heartbeat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.poolwarden.connect.pool.Rhythm;
import org.poolwarden.connect.pool.Timer;
import org.poolwarden.xapi.Connection;
import org.poolwarden.xapi.Credentials;
import org.poolwarden.xapi.HostEndpoint;
import org.poolwarden.xapi.XapiClient;
import org.poolwarden.xapi.XapiException;

/**
 * Is a master silent because it hangs, or because it thinks about a wrong password? A login beside the rounds that waits
 * longer than any deadline tells. At most one a minute: a wrong password is noted each time.
 */
final class PasswordProbe {

    /** A master takes five seconds to refuse a password. */
    private static final Duration PATIENCE = Duration.ofSeconds(7);

    private static final Duration RETRY = Duration.ofSeconds(60);

    private final HostEndpoint host;
    private final Credentials credentials;
    private final Rhythm rhythm;
    private final XapiClient client;
    private final Timer timer;
    private Optional<Instant> triedAt = Optional.empty();
    private CompletableFuture<Boolean> refused = CompletableFuture.completedFuture(false);

    PasswordProbe(HostEndpoint host, Credentials credentials, Rhythm rhythm, XapiClient client, Timer timer) {
        this.host = host;
        this.credentials = credentials;
        this.rhythm = rhythm;
        this.client = client;
        this.timer = timer;
    }

    /** Begins, unless the password was tried within the last minute. */
    void begin() {
        if (triedAt.map(at -> at.plus(RETRY).isAfter(timer.now())).orElse(false)) {
            return;
        }
        triedAt = Optional.of(timer.now());
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        refused = answer;
        client.login(host, credentials, PATIENCE, Connection.FRESH)
                .whenCompleteAsync(
                        (opened, error) -> {
                            if (error == null) {
                                client.logout(opened, rhythm.deadline());
                            }
                            answer.complete(error != null
                                    && XapiException.of(error) instanceof XapiException.AuthenticationFailed);
                        },
                        timer);
    }

    /** Another login has told at once: the next try is a minute away. */
    void isRefused() {
        triedAt = Optional.of(timer.now());
        refused = CompletableFuture.completedFuture(true);
    }

    /** Whether the last try has ended otherwise than with a refusal. */
    boolean isAccepted() {
        return refused.isDone() && !refused.join();
    }

    /** Runs {@code action} when a try that is under way now ends with a refusal. */
    void whenRefused(Runnable action) {
        if (!refused.isDone()) {
            refused.thenAccept(isRefused -> {
                if (isRefused) {
                    action.run();
                }
            });
        }
    }
}
