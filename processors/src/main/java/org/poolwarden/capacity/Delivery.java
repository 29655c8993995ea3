package org.poolwarden.capacity;

/**
 * How desktops get their disks, and what that costs the shared SR.
 *
 * <p>Machine creation needs 1.2 times the IOPS of streaming at work and 1.6 times overall, here taken for the storms (B.
 * van Kaam, "Inside Citrix"). IntelliCache "might reduce 90 %" of that (CTX129052) while the local SR has room; full, it
 * falls back to the shared one.
 */
public enum Delivery {
    PVS(1, 1, 0),
    MCS(1.2, 1.6, 0),
    MCS_INTELLICACHE(1.2, 1.6, 0.9);

    private final double steady;
    private final double storm;
    private final double offload;

    Delivery(double steady, double storm, double offload) {
        this.steady = steady;
        this.storm = storm;
        this.offload = offload;
    }

    /** What a cache keeps off the shared SR while it works, 0 to 1. */
    public double offload() {
        return offload;
    }

    /** IOPS of one desktop on the shared SR. */
    public double sharedIops(UserClass user, Phase phase) {
        return withoutCache(user, phase) * (1 - offload);
    }

    /** The same with the cache failed or full: what the shared SR must bear then. */
    public double withoutCache(UserClass user, Phase phase) {
        return user.iops(phase) * (phase == Phase.STEADY ? steady : storm);
    }
}
