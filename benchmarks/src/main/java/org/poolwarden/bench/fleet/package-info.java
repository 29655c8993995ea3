/** Heartbeats of pools that need no hosts, and where they are measured: a broker and a registry in this process. */
package org.poolwarden.bench.fleet;
