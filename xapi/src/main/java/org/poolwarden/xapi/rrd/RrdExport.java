package org.poolwarden.xapi.rrd;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a host's {@code rrd_updates} told.
 *
 * @param step seconds from row to row
 * @param columns in the order of the values; empty for an entry whose form is unknown
 * @param rows oldest first, whatever the host's order
 */
public record RrdExport(int step, List<Optional<RrdColumn>> columns, List<Row> rows) {

    /**
     * All columns at one time.
     *
     * @param t end of the interval, seconds since the epoch by the host's clock
     * @param values one for each column; NaN where nothing is known
     */
    public record Row(long t, double[] values) {}

    public RrdExport {
        columns = List.copyOf(columns);
        rows = rows.stream().sorted(Comparator.comparingLong(Row::t)).toList();
    }
}
