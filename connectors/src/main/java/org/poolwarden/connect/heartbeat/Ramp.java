package org.poolwarden.connect.heartbeat;

import java.time.Duration;
import java.util.List;
import org.poolwarden.connect.pool.PoolAccess;
import org.poolwarden.connect.pool.Rhythm;

/**
 * When the first round of each pool begins: spread over a heartbeat period, and no more than 150 new connections a
 * second. A TLS handshake costs six milliseconds of CPU, a call on a kept connection a hundredth of that.
 */
final class Ramp {

    private static final int CONNECTIONS_PER_SECOND = 150;

    private final Rhythm rhythm;
    private final List<Integer> sizes;

    Ramp(Rhythm rhythm, List<PoolAccess> pools) {
        this.rhythm = rhythm;
        this.sizes = pools.stream().map(pool -> pool.hosts().size()).toList();
    }

    /** How long after the start of the task the pool with this index begins. */
    Duration phase(int index) {
        Duration spread = rhythm.heartbeat().multipliedBy(index).dividedBy(sizes.size());
        int before =
                sizes.subList(0, index).stream().mapToInt(Integer::intValue).sum();
        Duration ramp = Duration.ofMillis(1000L * before / CONNECTIONS_PER_SECOND);
        return ramp.compareTo(spread) > 0 ? ramp : spread;
    }
}
