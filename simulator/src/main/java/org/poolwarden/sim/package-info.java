/**
 * Simulated pools: hosts, network paths and power, with faults, driven by a clock from outside.
 *
 * <p>A host answers what a real xapi answers in the same state: master, connected slave, slave that lost its master,
 * emergency mode, restarting toolstack, dead, hung. The world knows the truth and no right answers. Start reading at
 * {@link org.poolwarden.sim.SimWorld}; {@code Toolstack} is one host's xapi, {@code XapiMethods} what it answers.
 */
package org.poolwarden.sim;
