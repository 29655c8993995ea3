/** How long it takes from the evidence to the command, on the embedded broker. */
package org.poolwarden.bench.latency;
