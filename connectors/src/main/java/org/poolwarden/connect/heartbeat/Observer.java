package org.poolwarden.connect.heartbeat;

/**
 * Who asks.
 *
 * @param name of this deployment, for example {@code rack-a}
 * @param incarnation grows at each start
 * @param surroundings what it reaches besides
 */
public record Observer(String name, long incarnation, Surroundings surroundings) {}
