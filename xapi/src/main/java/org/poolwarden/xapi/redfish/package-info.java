/** Power of a host, read from its BMC over Redfish: the proof that a silent host is off. */
package org.poolwarden.xapi.redfish;
