package org.poolwarden.xapi.rrd;

/**
 * What is asked of {@code GET /rrd_updates}: averages of the host itself and of all its resident VMs.
 *
 * @param start rows from this second on, by the host's clock; negative: so many seconds before its last row
 * @param interval seconds; a start older than ten minutes gets rows of a minute at least
 */
public record RrdQuery(long start, int interval) {

    String toQuery() {
        return "start=" + start + "&interval=" + interval + "&cf=AVERAGE&host=true";
    }
}
