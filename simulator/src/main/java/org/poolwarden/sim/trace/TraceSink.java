package org.poolwarden.sim.trace;

/** What a reader tells of a trace, in the order of the file. */
interface TraceSink {

    /**
     * A request went to the disk.
     *
     * @param nanos when, since a beginning that is the trace's own
     */
    void issued(long nanos, boolean isRead, long bytes);

    /**
     * A request that was told before has been answered; not every trace knows.
     *
     * @param issuedNanos when it went to the disk
     * @param responseNanos how long it took from there
     */
    void answered(long issuedNanos, boolean isRead, long responseNanos);

    /** One disk in one interval. */
    void rate(Rate rate);

    /** A line, or a binary record, that cannot be read. */
    void malformed(Malformed line);
}
