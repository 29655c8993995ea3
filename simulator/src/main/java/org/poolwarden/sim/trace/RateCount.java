package org.poolwarden.sim.trace;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Puts rates into order, by disk. */
final class RateCount implements TraceSink {

    /** A clock that differs so much from most others is wrong. */
    private static final Duration FAR = Duration.ofDays(365);

    private final Complaints complaints;
    private final List<Rate> rates = new ArrayList<>();
    private long late;

    RateCount(Complaints complaints) {
        this.complaints = complaints;
    }

    @Override
    public void issued(long nanos, boolean isRead, long bytes) {
        throw new IllegalStateException("expected rates only, found a request at " + nanos);
    }

    @Override
    public void answered(long issuedNanos, boolean isRead, long responseNanos) {
        throw new IllegalStateException("expected rates only, found an answer to " + issuedNanos);
    }

    @Override
    public void rate(Rate rate) {
        if (!rates.isEmpty() && rate.end().isBefore(rates.get(rates.size() - 1).end())) {
            late++;
        }
        rates.add(rate);
    }

    @Override
    public void malformed(Malformed line) {
        complaints.malformed(line);
    }

    boolean isEmpty() {
        return rates.isEmpty();
    }

    RateTrace trace(TraceFormat format) {
        List<Instant> ends = rates.stream().map(Rate::end).sorted().toList();
        Instant middle = ends.get(ends.size() / 2);
        List<Long> corrupt = ends.stream()
                .filter(end -> !isNear(end, middle))
                .map(Instant::getEpochSecond)
                .map(seconds -> seconds * 1_000_000_000L)
                .toList();
        TreeMap<String, List<Rate>> devices = rates.stream()
                .filter(rate -> isNear(rate.end(), middle))
                .sorted(Comparator.comparing(Rate::end))
                .collect(Collectors.groupingBy(Rate::device, TreeMap::new, Collectors.toList()));
        return new RateTrace(
                format,
                step(devices),
                devices,
                new Oddities(
                        complaints.count(),
                        complaints.first(),
                        late,
                        corrupt.size(),
                        corrupt.subList(0, Math.min(Complaints.ENOUGH, corrupt.size()))));
    }

    private static boolean isNear(Instant end, Instant middle) {
        return Duration.between(end, middle).abs().compareTo(FAR) <= 0;
    }

    /** How far two reports of a disk are apart most often; a second where there is only one. */
    private static Duration step(Map<String, List<Rate>> devices) {
        Map<Duration, Long> steps = new TreeMap<>();
        for (List<Rate> rates : devices.values()) {
            for (int i = 1; i < rates.size(); i++) {
                steps.merge(
                        Duration.between(rates.get(i - 1).end(), rates.get(i).end()), 1L, Long::sum);
            }
        }
        steps.remove(Duration.ZERO);
        return steps.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(Duration.ofSeconds(1));
    }
}
