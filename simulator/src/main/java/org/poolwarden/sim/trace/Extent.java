package org.poolwarden.sim.trace;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Where a trace of requests begins and ends, which clocks in it to believe, and how orderly it is. This is the first of
 * two passes: windows are counted from the first request, which need not be in the first line.
 */
final class Extent implements TraceSink {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long DAY = TimeUnit.DAYS.toNanos(1);

    /** Where a thousandth is less than one request, one alone is not believed only when it is far off. */
    private static final long FEW = 1000;

    /** How many requests there are in each second that has any; so a trace of any length fits into memory. */
    private final TreeMap<Long, Second> seconds = new TreeMap<>();

    private long requests;
    private long inversions;
    private long previous = Long.MIN_VALUE;

    private record Second(long requests, long earliest, long latest) {
        Second plus(Second other) {
            return new Second(
                    requests + other.requests, Math.min(earliest, other.earliest), Math.max(latest, other.latest));
        }
    }

    /**
     * What of a trace is believed.
     *
     * @param first when the first request went out, by the trace's clock
     * @param inversions how many requests are earlier than the one before them in the file
     */
    record Believed(long first, long last, long inversions) {
        boolean has(long nanos) {
            return nanos >= first && nanos <= last;
        }
    }

    @Override
    public void issued(long nanos, boolean isRead, long bytes) {
        requests++;
        inversions += nanos < previous ? 1 : 0;
        previous = nanos;
        seconds.merge(Math.floorDiv(nanos, SECOND), new Second(1, nanos, nanos), Second::plus);
    }

    @Override
    public void answered(long issuedNanos, boolean isRead, long responseNanos) {
        // Where a trace ends is told by its requests.
    }

    @Override
    public void rate(Rate rate) {
        throw new IllegalStateException("expected requests only, found " + rate);
    }

    @Override
    public void malformed(Malformed line) {
        // Told in the second pass.
    }

    boolean isEmpty() {
        return requests == 0;
    }

    /**
     * A clock that is a day later than all but a thousandth of the others is wrong, and so is one that is a month
     * earlier: an idle start is more common than an idle end.
     */
    Believed believed() {
        boolean isFew = requests <= FEW;
        long late = isFew
                ? plus(ranked(Math.max(0, requests - 2)).latest(), 365 * DAY)
                : plus(ranked(requests * 999 / 1000).latest(), DAY);
        long early = isFew
                ? plus(ranked(Math.min(1, requests - 1)).earliest(), -365 * DAY)
                : plus(ranked(requests / 1000).earliest(), -30 * DAY);
        long first =
                seconds.ceilingEntry(Math.floorDiv(early, SECOND)).getValue().earliest();
        long last = seconds.floorEntry(Math.floorDiv(late, SECOND)).getValue().latest();
        return new Believed(first, last, inversions);
    }

    private Second ranked(long rank) {
        long before = 0;
        for (Map.Entry<Long, Second> second : seconds.entrySet()) {
            before += second.getValue().requests();
            if (before > rank) {
                return second.getValue();
            }
        }
        throw new IllegalStateException("expected a request of rank " + rank + ", found " + requests);
    }

    /** A clock may be so wrong that a year later is beyond what nanoseconds can tell. */
    private static long plus(long nanos, long more) {
        long sum = nanos + more;
        boolean hasOverflown = ((nanos ^ sum) & (more ^ sum)) < 0;
        return hasOverflown ? (more > 0 ? Long.MAX_VALUE : Long.MIN_VALUE) : sum;
    }
}
