package org.poolwarden.xapi;

/** On which connection a call travels. */
public enum Connection {
    /** One that is kept alive, where there is one. */
    KEPT,
    /** One of its own, closed after the call: for calls that may hang, and for the question whether a host is there. */
    FRESH
}
