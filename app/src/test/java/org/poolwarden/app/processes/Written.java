package org.poolwarden.app.processes;

import java.time.Instant;

/**
 * A record as it lies on its topic.
 *
 * @param at by the broker's append time
 */
record Written<V>(String key, V value, int partition, long offset, Instant at) {}
