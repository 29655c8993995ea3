package org.poolwarden.app.operate;

import java.time.Instant;
import java.util.Optional;

/**
 * One record as it lies on a topic.
 *
 * @param at the broker's append time
 * @param value empty for a tombstone
 */
public record Entry<V>(String topic, int partition, long offset, Instant at, String key, Optional<V> value) {}
