package org.poolwarden.sim;

import java.util.List;
import java.util.Optional;

/**
 * What {@code GET /rrd_updates} asks for.
 *
 * @param start seconds since the epoch by the host's clock; negative: relative to the last update
 * @param interval seconds; rows at least so far apart
 * @param host whether the host's own columns are wanted
 * @param vms uuids; empty for every resident VM
 * @param function AVERAGE, MIN, MAX or LAST; empty for whatever there is, which is AVERAGE
 */
public record MetricsQuery(long start, int interval, boolean host, List<String> vms, Optional<String> function) {

    public MetricsQuery {
        vms = List.copyOf(vms);
    }
}
