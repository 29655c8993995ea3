package org.poolwarden.xapi.redfish;

/** {@code ComputerSystem.PowerState}, as far as it proves anything. */
public enum PowerState {
    ON,
    OFF,
    /** No usable answer, or a state in between. */
    UNKNOWN
}
