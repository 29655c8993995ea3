package org.poolwarden.bench.detector;

import java.time.Duration;

/** One of those who read the same heartbeats. */
interface Side extends AutoCloseable {

    /** Reads the first {@code records} of the topic, which are not measured, and then waits. */
    void settle(long records) throws InterruptedException;

    /**
     * Reads on until it has read {@code records} of the topic.
     *
     * @return CPU time that this took in the side's own threads
     */
    Duration readUntil(long records) throws InterruptedException;

    /** How many heartbeats it has read. */
    long read();

    @Override
    void close();
}
