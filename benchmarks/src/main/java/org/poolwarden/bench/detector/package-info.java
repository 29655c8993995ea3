/** What a heartbeat costs the failover topology, beside a topology that only stores and a consumer that only folds. */
package org.poolwarden.bench.detector;
