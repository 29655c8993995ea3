package org.poolwarden.bench.interview;

import java.util.Collection;
import java.util.TreeMap;

/**
 * How long interviews took. A heartbeat tells whole milliseconds, cut off; within each, interviews are taken to be
 * spread evenly.
 */
final class Latencies {

    private final TreeMap<Integer, Integer> counts = new TreeMap<>();
    private int all;

    static Latencies of(Collection<Integer> wholeMs) {
        Latencies latencies = new Latencies();
        wholeMs.forEach(ms -> latencies.counts.merge(ms, 1, Integer::sum));
        latencies.all = wholeMs.size();
        return latencies;
    }

    /**
     * What so many of them did not exceed, in milliseconds; NaN when there is none.
     *
     * @param part 0.99 for 99 of 100
     */
    double quantile(double part) {
        double wanted = part * all;
        double before = 0;
        for (var ms : counts.entrySet()) {
            if (before + ms.getValue() >= wanted) {
                return ms.getKey() + (wanted - before) / ms.getValue();
            }
            before += ms.getValue();
        }
        return Double.NaN;
    }
}
