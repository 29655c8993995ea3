/**
 * Kafka, a schema registry, Kafka Connect and the failover application in this one process: for the demo and for tests,
 * not for production. Start reading at {@link org.poolwarden.app.embedded.EmbeddedStack}.
 */
package org.poolwarden.app.embedded;
