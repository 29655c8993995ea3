package org.poolwarden.app.soak;

import java.time.Duration;

/**
 * A record, and when everybody could read it.
 *
 * @param at since the beginning of the run
 */
record Told<T>(Duration at, T what) {}
