package org.poolwarden.app.rehearse;

import java.time.Duration;

/**
 * Something that happens in a scenario.
 *
 * @param at since the beginning of the run
 * @param line where it is written
 */
record Event(Duration at, Act act, int line) {}
