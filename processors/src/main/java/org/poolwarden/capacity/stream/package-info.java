/**
 * Capacity on Kafka Streams. Start at {@link org.poolwarden.capacity.stream.CapacityTopology}; what figures mean is
 * decided in the neighbour {@code capacity}.
 */
package org.poolwarden.capacity.stream;
