/**
 * Traces of real disks, read as streams: single requests, or rates that a tool has averaged already. {@link
 * org.poolwarden.sim.trace.Trace} reads a file, of whatever format; {@link org.poolwarden.sim.trace.RequestTrace} and
 * {@link org.poolwarden.sim.trace.RateTrace} are what there is in it.
 */
package org.poolwarden.sim.trace;
