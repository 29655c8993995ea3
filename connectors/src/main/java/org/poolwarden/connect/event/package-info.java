/**
 * Events: what a pool's master says of the changes in its database.
 *
 * <p>{@link org.poolwarden.connect.event.EventTask} is the thin shell for Kafka Connect; {@code EventWatch} finds the
 * master and listens to it, {@code EventRecords} makes records of what it says.
 */
package org.poolwarden.connect.event;
