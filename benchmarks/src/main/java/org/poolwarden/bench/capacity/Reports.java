package org.poolwarden.bench.capacity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.poolwarden.schema.CapacityReport;

/** What two sides said of the same windows, up to a certain minute. */
final class Reports {

    private final Instant last;
    private final SortedMap<String, Map<String, Object>> told = new TreeMap<>();

    /** @param last reports of windows that go on after it are left out: one side may have looked further */
    Reports(Instant last) {
        this.last = last;
    }

    /** Of a window and end that were told before, the newer word counts. */
    void add(String key, CapacityReport report) {
        if (!report.getWindowEnd().isAfter(last)) {
            told.put(key + " until " + report.getWindowEnd(), figures(report));
        }
    }

    boolean has(String key, Instant end) {
        return told.containsKey(key + " until " + end);
    }

    int size() {
        return told.size();
    }

    /** What panes and sketches make; not what a side knows beyond them, of capacities, trends and silence. */
    private static Map<String, Object> figures(CapacityReport report) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("windowStart", report.getWindowStart());
        figures.put("samples", report.getSamples());
        figures.put("coverage", report.getCoverage());
        figures.put("late", report.getLate());
        figures.put("dropped", report.getDropped());
        figures.put("sources", report.getSources());
        figures.put("iopsRead", report.getIopsRead());
        figures.put("iopsWrite", report.getIopsWrite());
        figures.put("iopsTotal", report.getIopsTotal());
        figures.put("readShare", report.getReadShare());
        figures.put("readBytes", report.getReadBytes());
        figures.put("writeBytes", report.getWriteBytes());
        figures.put("meanLatencyMs", report.getMeanLatencyMs());
        figures.put("outstanding", report.getOutstanding());
        figures.put("offloadRatio", report.getOffloadRatio());
        figures.put("cacheHitRatio", report.getCacheHitRatio());
        figures.put("cacheBytes", report.getCacheBytes());
        figures.put("corrected", report.getCorrected());
        figures.put("busiest", report.getBusiest());
        return figures;
    }

    /** Where these and the other ones differ, a sentence each; empty when they are equal in every figure. */
    List<String> differences(Reports other) {
        List<String> found = new ArrayList<>();
        told.forEach((report, figures) -> {
            Map<String, Object> others = other.told.get(report);
            if (others == null) {
                found.add(report + " is missing on the other side");
                return;
            }
            figures.forEach((name, value) -> {
                if (!Objects.equals(value, others.get(name))) {
                    found.add(report + ": " + name + " is " + value + ", and on the other side " + others.get(name));
                }
            });
        });
        other.told.keySet().stream()
                .filter(report -> !told.containsKey(report))
                .forEach(report -> found.add(report + " is told by the other side only"));
        return found;
    }
}
