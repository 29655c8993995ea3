package org.poolwarden.capacity;

import java.util.OptionalInt;

/**
 * Which phase a load is, by its reads: about a fifth at work, four fifths in boot, half in logon.
 *
 * @param baselineIops what the same resource usually has at work; positive, or there is nothing to compare with
 * @param leastStarted k, starts of VMs that a boot storm needs
 */
public record PhaseRule(double baselineIops, int leastStarted) {

    /** Starts that are more than somebody rebooting his desktop. */
    public static final int LEAST_STARTED = 3;

    private static final double BOOT_READS = 0.6;
    private static final double LOGON_READS = 0.4;
    private static final double BOOT_RISE = 3;
    private static final double LOGON_RISE = 1.5;

    public PhaseRule {
        Checked.positive("baselineIops", baselineIops);
        Checked.nonNegative("leastStarted", leastStarted);
    }

    /**
     * The phase of one window.
     *
     * @param started VMs that started in or shortly before it; empty when nobody counts them: then reads and rise decide
     */
    public Phase phase(double iops, double readShare, OptionalInt started) {
        Checked.nonNegative("iops", iops);
        Checked.share("readShare", readShare);
        double rise = iops / baselineIops;
        if (readShare > BOOT_READS && rise > BOOT_RISE && started.orElse(leastStarted) >= leastStarted) {
            return Phase.BOOT_STORM;
        }
        boolean even = readShare >= LOGON_READS && readShare <= BOOT_READS;
        return even && rise > LOGON_RISE ? Phase.LOGON_STORM : Phase.STEADY;
    }
}
