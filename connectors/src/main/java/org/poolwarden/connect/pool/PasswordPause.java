package org.poolwarden.connect.pool;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A password that was refused is offered again after a minute: hosts note each try. */
public final class PasswordPause {

    private static final Duration PAUSE = Duration.ofSeconds(60);

    private final Timer timer;
    private Optional<Instant> since = Optional.empty();

    public PasswordPause(Timer timer) {
        this.timer = timer;
    }

    public void begin() {
        since = Optional.of(timer.steady());
    }

    public boolean isOn() {
        return since.map(at -> at.plus(PAUSE).isAfter(timer.steady())).orElse(false);
    }
}
