package org.poolwarden.sim.trace;

import java.time.Duration;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * A trace cut into windows of one width, from its first request to its last. In a window without requests nothing
 * happened, which a trace knows: it counts as zero. The last window counts as a whole one.
 *
 * @param count how many windows there are, empty ones too
 * @param active those in which something happened, by their number; the first is 0
 */
public record Windows(Duration width, long count, NavigableMap<Long, Slot> active) {

    public Windows {
        active = java.util.Collections.unmodifiableNavigableMap(active);
    }

    public Slot at(long number) {
        return active.getOrDefault(number, Slot.NONE);
    }

    /** The same trace in windows that are so many times as wide. */
    public Windows merged(int times) {
        NavigableMap<Long, Slot> wider = new TreeMap<>();
        active.forEach((number, slot) -> wider.merge(number / times, slot, Slot::plus));
        wider.tailMap(lastOf(times), false).clear();
        return new Windows(width.multipliedBy(times), lastOf(times) + 1, wider);
    }

    private long lastOf(int times) {
        return (count - 1) / times;
    }

    /** Of a number per window, made a number per second. */
    public Figures perSecond(ToLongFunction<Slot> what) {
        double seconds = width.toNanos() / 1e9;
        double[] rates = active.values().stream()
                .mapToLong(what)
                .mapToDouble(number -> number / seconds)
                .toArray();
        return Figures.of(rates, count - active.size());
    }

    /** In how many of them no request was issued. */
    public long empty() {
        return count
                - active.values().stream().filter(slot -> slot.requests() > 0).count();
    }
}
