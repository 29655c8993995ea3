package org.poolwarden.capacity.stream;

import java.util.Optional;
import org.poolwarden.schema.Alert;
import org.poolwarden.schema.CapacityReport;
import org.poolwarden.schema.PoolDemand;

/** Where a pool's closed minutes go. */
interface Outlet {

    /**
     * @param report empty for a tombstone
     * @param at of its record, milliseconds
     */
    void report(String key, Optional<CapacityReport> report, long at);

    void alert(Alert alert);

    /** @param at of its record, milliseconds */
    void demand(PoolDemand demand, long at);
}
