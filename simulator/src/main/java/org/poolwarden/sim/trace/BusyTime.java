package org.poolwarden.sim.trace;

import java.util.Map;
import java.util.TreeMap;

/** During how much of the time at least one request was under way; they may be told in any order. */
final class BusyTime {

    /** Periods that do not touch: from their begin to their end. */
    private final TreeMap<Long, Long> periods = new TreeMap<>();

    private long nanos;

    void add(long from, long to) {
        long begin = from;
        long end = to;
        Map.Entry<Long, Long> neighbour = periods.floorEntry(end);
        while (neighbour != null && neighbour.getValue() >= begin) {
            begin = Math.min(begin, neighbour.getKey());
            end = Math.max(end, neighbour.getValue());
            nanos -= neighbour.getValue() - neighbour.getKey();
            periods.remove(neighbour.getKey());
            neighbour = periods.floorEntry(end);
        }
        periods.put(begin, end);
        nanos += end - begin;
    }

    long nanos() {
        return nanos;
    }
}
