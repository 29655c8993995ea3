/**
 * The rules about a lost master: pure functions from values to values.
 *
 * <p>{@link org.poolwarden.failover.PoolView} is what is known of a pool, {@link org.poolwarden.failover.PoolJudge}
 * says what it means, {@link org.poolwarden.failover.RecoveryPolicy} what may be done about it, and {@link
 * org.poolwarden.failover.Warden} puts the three together. Nothing here knows Kafka, a clock or a log; the
 * neighbour {@code stream} feeds it.
 */
package org.poolwarden.failover;
