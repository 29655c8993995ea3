package org.poolwarden.capacity;

/**
 * How hard a user of Windows 7 works: steady IOPS of one desktop, without boot, logon and logoff.
 *
 * <p>The middle of the ranges recalled from Citrix' planning guide of 2010 (CTX127277: 4-6, 8-12, 15-25, 25-50), for
 * light its upper end. "Task worker" and "knowledge worker" are what others call light and normal.
 */
public enum UserClass {
    LIGHT(6),
    NORMAL(10),
    POWER(20),
    HEAVY(37.5);

    /**
     * Of one desktop, whoever works on it later: highest of the phases in "Deploying XenDesktop without a SAN", Citrix 2010.
     * A mean over a storm; one desktop that boots alone takes as much as the disks give.
     */
    public static final double BOOT_IOPS = 26;

    /**
     * Logon over steady: 11-13 against 7-8 IOPS, measured by Dell in 2012 with streaming (BP1018, table 7), where 97 of a
     * hundred were writes, as 99.8 at work: the factor is of requests, not of their mix.
     */
    public static final double LOGON_FACTOR = 1.6;

    private final double steadyIops;

    UserClass(double steadyIops) {
        this.steadyIops = steadyIops;
    }

    /** IOPS of one desktop that is delivered by streaming; {@link Delivery} adds what its disks cost. */
    public double iops(Phase phase) {
        return switch (phase) {
            case STEADY -> steadyIops;
            case LOGON_STORM -> steadyIops * LOGON_FACTOR;
            case BOOT_STORM -> BOOT_IOPS;
        };
    }
}
