package org.poolwarden.sim;

/** What a new connection to a host's port 443 meets. */
public enum Reach {
    /** TCP and TLS complete, and the toolstack reads. It may still be silent. */
    OPEN,
    /** TCP and TLS complete, then the connection is closed: stunnel lives, the toolstack does not. */
    CLOSED_AFTER_TLS,
    /** No TCP: the host is off, gone or cut off. */
    NOTHING
}
