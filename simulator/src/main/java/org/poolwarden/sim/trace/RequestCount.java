package org.poolwarden.sim.trace;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.poolwarden.sim.trace.Extent.Believed;

/** Adds the requests up, window by window: the second pass. */
final class RequestCount implements TraceSink {

    private static final Duration WIDTH = Duration.ofSeconds(5);

    private final Believed believed;
    private final Complaints complaints;
    private final TreeMap<Long, Slot> slots = new TreeMap<>();
    private final BusyTime busy = new BusyTime();
    private final LongStream.Builder responses = LongStream.builder();
    private final List<Long> corrupt = new ArrayList<>();
    private long corruptCount;

    RequestCount(Believed believed, Complaints complaints) {
        this.believed = believed;
        this.complaints = complaints;
    }

    @Override
    public void issued(long nanos, boolean isRead, long bytes) {
        if (believed.has(nanos)) {
            add(nanos, Slot.of(isRead, new Flow(1, bytes, 0, 0)));
        } else {
            corruptCount++;
            if (corrupt.size() < Complaints.ENOUGH) {
                corrupt.add(nanos);
            }
        }
    }

    /** XenServer charges a wait to the interval in which it ends. */
    @Override
    public void answered(long issuedNanos, boolean isRead, long responseNanos) {
        if (believed.has(issuedNanos)) {
            responses.add(responseNanos);
            busy.add(issuedNanos, issuedNanos + responseNanos);
            add(issuedNanos + responseNanos, Slot.of(isRead, new Flow(0, 0, 1, responseNanos)));
        }
    }

    private void add(long nanos, Slot slot) {
        slots.merge((nanos - believed.first()) / WIDTH.toNanos(), slot, Slot::plus);
    }

    @Override
    public void rate(Rate rate) {
        throw new IllegalStateException("expected requests only, found " + rate);
    }

    @Override
    public void malformed(Malformed line) {
        complaints.malformed(line);
    }

    RequestTrace trace(TraceFormat format) {
        long last = (believed.last() - believed.first()) / WIDTH.toNanos();
        // An answer after the last request belongs to an interval that the trace does not have.
        slots.tailMap(last, false).clear();
        Windows windows = new Windows(WIDTH, last + 1, slots);
        Oddities oddities =
                new Oddities(complaints.count(), complaints.first(), believed.inversions(), corruptCount, corrupt);
        return new RequestTrace(
                format,
                Duration.ofNanos(believed.last() - believed.first()),
                windows,
                new Responses(responses.build().toArray(), busy.nanos()),
                oddities);
    }
}
