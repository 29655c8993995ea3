/** A trace of real disks, as samples and as exact figures; the readers are the simulator's. */
package org.poolwarden.app.trace;
