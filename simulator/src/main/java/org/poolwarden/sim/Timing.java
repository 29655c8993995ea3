package org.poolwarden.sim;

import java.time.Duration;

/**
 * How long things take on a host.
 *
 * @param boot from power-on to the start of the toolstack
 * @param toolstackStart from the start of the toolstack until it answers
 * @param fuse from an emergency call's success to the restart of the toolstack ({@code xapi_fuse.ml})
 * @param connectTimeout how long one host waits for TCP to another that is dead
 */
public record Timing(Duration boot, Duration toolstackStart, Duration fuse, Duration connectTimeout) {

    public static final Timing REAL =
            new Timing(Duration.ofSeconds(120), Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofSeconds(20));

    public Timing withBoot(Duration next) {
        return new Timing(next, toolstackStart, fuse, connectTimeout);
    }
}
