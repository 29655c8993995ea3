package org.poolwarden.app.rehearse;

import java.time.Duration;

/** What a scenario can do to poolwarden's own parts, and to what is between them. */
interface Deployments {

    /** Bytes that are no record: they claim a schema that no registry has. */
    byte[] BROKEN = {0, 0, 0, 0, 99, 1, 2, 3};

    /** An observer's connector is there again; nothing happens when it is. */
    void startObserver(String observer);

    void stopObserver(String observer);

    /** The clock of the machine on which an observer runs jumps. */
    void shiftClock(String observer, Duration by);

    void startExecutor();

    /** What the executor was doing is cut off at this instant. */
    void stopExecutor();

    /** The topology comes back from its changelogs; nothing happens when it runs. */
    void startProcessor();

    /** The topology is gone, without a commit. */
    void crashProcessor();

    /** A broken record on the topic of heartbeats, for every pool. */
    void poison();

    /** From now on so many of a hundred heartbeats are written twice. */
    void duplicate(int percent);

    /** From now on so many of a hundred heartbeats are written later by {@code time}. */
    void delay(Duration time, int percent);
}
