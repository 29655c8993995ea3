/**
 * The network face of a simulated world: each host speaks XAPI's XML-RPC over HTTPS on a loopback address of its own,
 * and its BMC speaks Redfish beside it. Dead hosts time out, they do not refuse.
 */
package org.poolwarden.sim.http;
