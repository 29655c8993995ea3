package org.poolwarden.capacity;

/**
 * What a set of disks can do for its guests, by two formulas that a live read share completes.
 *
 * <p>Feller's averages rates, the conserved one averages service demands and is the number that balances at the
 * spindles. Both are reported, the second is what is alarmed on: Feller's is never below it.
 *
 * @param raw IOPS of all disks together
 * @param writePenalty back-end operations per write; at least 1
 */
public record FunctionalIops(double raw, double writePenalty) {

    public FunctionalIops {
        Checked.nonNegative("raw", raw);
        Checked.positive("writePenalty", writePenalty);
        if (writePenalty < 1) {
            throw new IllegalArgumentException("writePenalty must be at least 1, was " + writePenalty);
        }
    }

    public static FunctionalIops of(int disks, double iopsPerDisk, RaidLevel raid) {
        Checked.nonNegative("disks", disks);
        Checked.nonNegative("iopsPerDisk", iopsPerDisk);
        return new FunctionalIops(disks * iopsPerDisk, raid.writePenalty());
    }

    /** A figure that somebody measured or bought: the same for reads and writes. */
    public static FunctionalIops flat(double iops) {
        return new FunctionalIops(iops, 1);
    }

    /** (A): {@code raw * r + raw * w / P}, "functional IOPS" of Citrix' planning guides. */
    public double feller(double readShare) {
        double reads = Checked.share("readShare", readShare);
        return raw * reads + raw * (1 - reads) / writePenalty;
    }

    /** (B): {@code raw / (r + w * P)}, the rate at which the disks are busy all the time. */
    public double conserved(double readShare) {
        double reads = Checked.share("readShare", readShare);
        return raw / (reads + (1 - reads) * writePenalty);
    }
}
