package org.poolwarden.capacity;

/**
 * What desktops are doing, as far as storage can tell.
 *
 * <p>Application launch and logoff are phases, too, but no counter tells them apart from work.
 */
public enum Phase {
    STEADY,
    BOOT_STORM,
    LOGON_STORM
}
