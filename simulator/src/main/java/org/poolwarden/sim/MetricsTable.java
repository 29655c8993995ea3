package org.poolwarden.sim;

import java.util.List;

/**
 * What {@code rrd_updates} answers.
 *
 * @param start seconds: of the first row after the time that was asked for
 * @param end seconds, of the newest row
 * @param legend one entry for each column: {@code AVERAGE:vm:UUID:vbd_xvda_iops_read}
 * @param rows newest first
 */
public record MetricsTable(long start, int step, long end, List<String> legend, List<Row> rows) {

    /** All columns at one time. */
    public record Row(long t, double[] values) {}

    public MetricsTable {
        legend = List.copyOf(legend);
        rows = List.copyOf(rows);
    }
}
