package org.poolwarden.connect.pool;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.poolwarden.xapi.Connection;
import org.poolwarden.xapi.Credentials;
import org.poolwarden.xapi.HostEndpoint;
import org.poolwarden.xapi.XapiClient;
import org.poolwarden.xapi.XapiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Is a master silent because it hangs, or because it thinks about a wrong password? A login beside everything else that
 * waits longer than any deadline tells. At most one a minute.
 */
public final class PasswordProbe {

    private static final Logger LOG = LoggerFactory.getLogger(PasswordProbe.class);

    /** A master takes five seconds to refuse a password. */
    private static final Duration PATIENCE = Duration.ofSeconds(7);

    private final Credentials credentials;
    private final Rhythm rhythm;
    private final XapiClient client;
    private final Timer timer;
    private final PasswordPause pause;
    private Optional<HostEndpoint> asked = Optional.empty();
    private CompletableFuture<Boolean> underWay = CompletableFuture.completedFuture(false);
    private boolean isRefused;

    public PasswordProbe(Credentials credentials, Rhythm rhythm, XapiClient client, Timer timer) {
        this.credentials = credentials;
        this.rhythm = rhythm;
        this.client = client;
        this.timer = timer;
        this.pause = new PasswordPause(timer);
    }

    /** Begins on {@code host}, unless the password was tried within the last minute. */
    public void begin(HostEndpoint host) {
        if (pause.isOn()) {
            return;
        }
        pause.begin();
        asked = Optional.of(host);
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        underWay = answer;
        client.login(host, credentials, PATIENCE, Connection.FRESH)
                .whenCompleteAsync(
                        (opened, error) -> {
                            if (error == null) {
                                client.logout(opened, rhythm.deadline());
                            }
                            isRefused = error != null
                                    && XapiException.of(error) instanceof XapiException.AuthenticationFailed;
                            if (isRefused) {
                                LOG.warn("the password is refused host={} user={}", host.name(), credentials.user());
                            }
                            answer.complete(isRefused);
                        },
                        timer);
    }

    /** As {@link #begin}, on the host that was asked before: another one may refuse nothing. */
    public void beginAgain() {
        asked.ifPresent(this::begin);
    }

    /** Another login was refused at once: the next try is a minute away. */
    public void wasRefused(HostEndpoint host) {
        pause.begin();
        asked = Optional.of(host);
        isRefused = true;
    }

    /** The host has become another since: whoever logs in next finds out. */
    public void forget() {
        isRefused = false;
    }

    /** Whether the last try that has ended has ended with a refusal. */
    public boolean isRefused() {
        return isRefused;
    }

    /** Runs {@code action} when a try that is under way now ends with a refusal. */
    public void whenRefused(Runnable action) {
        if (!underWay.isDone()) {
            underWay.thenAccept(refused -> {
                if (refused) {
                    action.run();
                }
            });
        }
    }
}
