/**
 * The failover rules on Kafka Streams: get, fold, judge, put, forward. Start at {@link
 * org.poolwarden.failover.stream.FailoverTopology}; what is decided is decided in the neighbour {@code failover}.
 */
package org.poolwarden.failover.stream;
