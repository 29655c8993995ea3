/** The failover application as a process: Kafka Streams, metrics and probes. */
package org.poolwarden.app.run;
