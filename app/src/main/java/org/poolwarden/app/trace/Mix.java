package org.poolwarden.app.trace;

import java.util.OptionalDouble;

/** How many requests were reads, where a tool tells only how many there were. */
final class Mix {

    /** What is planned with where nothing is known: the 30/70 of "IOPS considerations for VDI workloads". */
    static final double ASSUMED = 0.3;

    private Mix() {}

    /** By bytes where those are known, as if a read were as long as a write; a part of 1. */
    static double readShare(OptionalDouble readBytes, OptionalDouble writeBytes) {
        double read = readBytes.orElse(0);
        double all = read + writeBytes.orElse(0);
        return readBytes.isEmpty() || writeBytes.isEmpty() || all == 0 ? ASSUMED : read / all;
    }
}
