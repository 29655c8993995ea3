package org.poolwarden.capacity;

/** Sums over slots that no percentile is asked of; whole numbers, so that no order changes them. */
public enum SideSum {
    /** Whole bytes per second. */
    READ_BYTES,
    READ_BYTES_SLOTS,
    WRITE_BYTES,
    WRITE_BYTES_SLOTS,
    /** Millionths. */
    OUTSTANDING,
    OUTSTANDING_SLOTS,
    /** Requests per second, millionths, of slots that tell both. */
    OUTSTANDING_REQUESTS,
    HIT_BYTES,
    MISS_BYTES,
    CACHE_BYTES,
    CACHE_SLOTS,
    /** Requests per second at the SR, millionths, of slots in which disks told theirs, too. */
    SHARED_REQUESTS,
    /** Those of the disks in the same slots. */
    DISK_REQUESTS,
    /** The reads of these. */
    DISK_READS
}
