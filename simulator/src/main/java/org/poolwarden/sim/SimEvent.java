package org.poolwarden.sim;

import java.time.Instant;

/**
 * Something that happened in the world.
 *
 * @param at by the world's clock
 * @param pool the pool it happened in; empty text for the network
 * @param host the host's name; empty text for the network
 * @param what in words, for example {@code power lost}
 */
public record SimEvent(Instant at, String pool, String host, String what) {}
