package org.poolwarden.capacity;

/** What a slot holds; a rate per second unless it says otherwise. */
public enum Figure {
    READS,
    WRITES,
    READ_BYTES,
    WRITE_BYTES,
    /** Requests under way, which XenServer calls iowait. */
    OUTSTANDING,
    HIT_BYTES,
    MISS_BYTES,
    /** Bytes that IntelliCache holds; no rate. */
    CACHE_BYTES;

    /** Whether the release 25.2 to 25.30 tells it five times too high. */
    boolean isFiveFold() {
        return this == READS || this == WRITES || this == OUTSTANDING;
    }
}
