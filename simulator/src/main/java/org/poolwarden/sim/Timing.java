package org.poolwarden.sim;

import java.time.Duration;
import java.util.Optional;

/**
 * How long things take on a host.
 *
 * @param boot from power-on to the start of the toolstack
 * @param toolstackStart from the start of the toolstack until it answers
 * @param fuse from an emergency call's success to the restart of the toolstack ({@code xapi_fuse.ml})
 * @param connectTimeout how long one host waits for TCP to another that is dead
 * @param masterRetry how long a running slave looks for its lost master before its toolstack restarts, and so enters
 *     emergency mode ({@code master_connection_retry_timeout}); empty for ever, as hosts are set up
 */
public record Timing(
        Duration boot,
        Duration toolstackStart,
        Duration fuse,
        Duration connectTimeout,
        Optional<Duration> masterRetry) {

    public static final Timing REAL =
            new Timing(Duration.ofSeconds(120), Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofSeconds(20));

    /** Where a slave never gives up. */
    public Timing(Duration boot, Duration toolstackStart, Duration fuse, Duration connectTimeout) {
        this(boot, toolstackStart, fuse, connectTimeout, Optional.empty());
    }

    public Timing withBoot(Duration next) {
        return new Timing(next, toolstackStart, fuse, connectTimeout, masterRetry);
    }

    public Timing withMasterRetry(Duration most) {
        return new Timing(boot, toolstackStart, fuse, connectTimeout, Optional.of(most));
    }
}
