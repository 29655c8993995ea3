package org.poolwarden.capacity.stream;

import java.time.Duration;
import java.util.Map;
import org.poolwarden.capacity.StorageCapacity;

/**
 * How capacity is watched.
 *
 * @param poll from one look of the disk connector at a host to the next
 * @param profiles what SRs are made of by the processor's own file, by SR.uuid; a record of the topic goes before it
 */
public record CapacitySettings(Duration poll, Map<String, StorageCapacity> profiles) {

    public static final CapacitySettings DEFAULT = new CapacitySettings(Duration.ofSeconds(10), Map.of());

    private static final int MISSED = 3;

    public CapacitySettings {
        if (poll.isNegative() || poll.isZero()) {
            throw new IllegalArgumentException("poll must be positive, was " + poll);
        }
        profiles = Map.copyOf(profiles);
    }

    /** For how long a host may say nothing before its figures are called stale. */
    Duration stale() {
        return poll.multipliedBy(MISSED);
    }

    /** For how long a silent host holds up the minutes of its pool: three times as long. */
    Duration silence() {
        return stale().multipliedBy(MISSED);
    }
}
