/**
 * Rehearsals: a scenario file is played against the real interview, topology and executor, and its expectations are
 * judged: in virtual time, in this process and without a broker, or in real time on the embedded stack. Start reading
 * at {@link org.poolwarden.app.rehearse.Rehearsal}; {@code ScenarioReader} is what a file goes through, {@code
 * VirtualRun} and {@code LiveRun} are the play itself, {@code Stage} is what they share, {@code Expectation} what is
 * judged at its end.
 */
package org.poolwarden.app.rehearse;
