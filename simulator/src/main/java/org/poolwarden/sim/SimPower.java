package org.poolwarden.sim;

/** What a BMC says. */
public enum SimPower {
    ON,
    OFF
}
