package org.poolwarden.capacity;

/**
 * How many back-end operations one small write costs, by redundancy.
 *
 * <p>An upper bound where a write-back cache or full-stripe writes help; RAID-DP and ZFS are 1 to 2, here the dearer.
 */
public enum RaidLevel {
    RAID_0(1),
    RAID_1(2),
    RAID_10(2),
    RAID_5(4),
    RAID_50(4),
    RAID_6(6),
    RAID_60(6),
    RAID_DP(2),
    ZFS(2),
    TWO_WAY_MIRROR(2),
    THREE_WAY_MIRROR(3);

    private final double writePenalty;

    RaidLevel(double writePenalty) {
        this.writePenalty = writePenalty;
    }

    /** Back-end operations per write; at least 1. */
    public double writePenalty() {
        return writePenalty;
    }
}
