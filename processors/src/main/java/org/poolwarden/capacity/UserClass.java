package org.poolwarden.capacity;

import java.util.Locale;
import java.util.Optional;

/**
 * How hard a user of Windows 7 works: steady IOPS of one desktop, without boot, logon and logoff.
 *
 * <p>The middle of the ranges recalled from Citrix' planning guide of 2010 (CTX127277: 4-6, 8-12, 15-25, 25-50), for
 * light its upper end. "Task worker" and "knowledge worker" are what others call light and normal.
 */
public enum UserClass {
    LIGHT(6, "task worker"),
    NORMAL(10, "knowledge worker"),
    POWER(20, "power worker"),
    HEAVY(37.5, "heavy worker");

    /** Of one desktop: highest of the phases in "Deploying XenDesktop without a SAN", Citrix 2010. */
    public static final double BOOT_IOPS = 26;

    /** Logon over steady: 11-13 against 7-8 IOPS, measured by Dell in 2012 (BP1018, table 7). */
    public static final double LOGON_FACTOR = 1.6;

    private final double steadyIops;
    private final String alias;

    UserClass(double steadyIops, String alias) {
        this.steadyIops = steadyIops;
        this.alias = alias;
    }

    /** By its name or its alias, in any case, with spaces, dashes or underscores. */
    public static Optional<UserClass> named(String text) {
        String wanted = text.strip().toLowerCase(Locale.ROOT).replace('-', ' ').replace('_', ' ');
        for (UserClass known : values()) {
            if (known.alias.equals(wanted)
                    || known.name().toLowerCase(Locale.ROOT).equals(wanted)) {
                return Optional.of(known);
            }
        }
        return Optional.empty();
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
