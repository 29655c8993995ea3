package org.poolwarden.capacity;

/** What alerts on storage are about; each name has its heading in {@code docs/capacity.md}. */
public enum CapacityAlertKind {
    SR_SATURATED,
    CACHE_FALLING_BACK,
    CAPACITY_STALE
}
