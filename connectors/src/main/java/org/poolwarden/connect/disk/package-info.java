/**
 * What disks do: each host's own metrics as records, one for each disk, storage and interval. {@link
 * org.poolwarden.connect.disk.HostPoll} is the state machine, {@link org.poolwarden.connect.disk.DiskTask} the shell.
 */
package org.poolwarden.connect.disk;
