/**
 * Rehearsals: a scenario file is played against the real interview, topology and executor in virtual time, in this
 * process and without a broker, and its expectations are judged. Start reading at {@link
 * org.poolwarden.app.rehearse.Rehearsal}; {@code ScenarioReader} is what a file goes through, {@code VirtualRun} the
 * play itself, {@code Expectation} what is judged at its end.
 */
package org.poolwarden.app.rehearse;
