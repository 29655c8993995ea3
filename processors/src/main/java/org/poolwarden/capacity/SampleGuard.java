package org.poolwarden.capacity;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.poolwarden.schema.DiskSample;

/** Which samples may be counted: one wrong clock, or one absurd record, must not touch anything else. */
public final class SampleGuard {

    static final Duration AHEAD = Duration.ofSeconds(60);
    static final Duration RETENTION = Duration.ofDays(3);

    private SampleGuard() {}

    /**
     * Why a sample belongs to the dead letters; empty when it may be counted.
     *
     * @param appended the broker's append time
     */
    public static Optional<String> objection(DiskSample sample, String key, Instant appended) {
        if (!sample.getPool().equals(key)) {
            return Optional.of("a sample of pool " + sample.getPool() + " under the key " + key);
        }
        if (sample.getT().isAfter(appended.plus(AHEAD))) {
            return Optional.of("a sample of " + sample.getHost() + " from the future: " + sample.getT()
                    + ", appended at " + appended);
        }
        if (sample.getT().isBefore(appended.minus(RETENTION))) {
            return Optional.of("a sample of " + sample.getHost() + " older than is kept: " + sample.getT()
                    + ", appended at " + appended);
        }
        return sample.getStepSeconds() < 1
                ? Optional.of("a sample of " + sample.getHost() + " of " + sample.getStepSeconds() + " s")
                : Optional.empty();
    }
}
