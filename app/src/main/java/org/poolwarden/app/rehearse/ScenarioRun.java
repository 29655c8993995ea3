package org.poolwarden.app.rehearse;

import org.poolwarden.app.run.StartException;

/** One scenario on its way from the first instant to the last, in virtual or in real time. */
interface ScenarioRun extends AutoCloseable {

    /**
     * Plays to the end.
     *
     * @throws StartException when a part of it does not run
     * @throws InterruptedException when nobody waits for the end any more
     */
    Play play() throws StartException, InterruptedException;

    @Override
    void close();
}
