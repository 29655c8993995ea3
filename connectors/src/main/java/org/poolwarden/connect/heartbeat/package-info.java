/**
 * Heartbeats: interviews of every host of a pool, round by round.
 *
 * <p>{@link org.poolwarden.connect.heartbeat.HeartbeatTask} is the thin shell for Kafka Connect; {@link
 * org.poolwarden.connect.heartbeat.PoolInterviewer} asks, in real or in virtual time.
 */
package org.poolwarden.connect.heartbeat;
