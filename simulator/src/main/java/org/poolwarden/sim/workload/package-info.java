/** What the disks of simulated VMs do: made up, or replayed from a trace. */
package org.poolwarden.sim.workload;
