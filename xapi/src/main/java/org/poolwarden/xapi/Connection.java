package org.poolwarden.xapi;

/** On which connection a call travels. */
public enum Connection {
    /**
     * One that is kept alive and idle, or a new one where there is none. While the call is under way it carries no
     * other: a call that hangs delays nobody. A handshake costs a hundred times what a call on a kept connection does.
     */
    KEPT,
    /** A new one, closed after the call: for acts, and for the question whether a host is there, which a dead one misses. */
    FRESH
}
