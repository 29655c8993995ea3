package org.poolwarden.capacity;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.poolwarden.schema.ReportScope;

/** A subject's running window: closed minutes, added one after the other. */
public final class RollUp {

    private final Subject subject;
    private final Window window;
    private final long start;
    private final SortedSet<String> sources = new TreeSet<>();
    private final SortedSet<String> corrected = new TreeSet<>();
    private final SortedMap<String, DiskMinute> loads = new TreeMap<>();
    private final SortedMap<String, Long> lateOf = new TreeMap<>();
    private final Distributions distributions;
    private final long[] sums;
    private Comparison comparison = new Comparison();
    private Counts counts;

    /**
     * Of reads, of writes, and of both together.
     *
     * @param disks what an SR's disks ask for before any cache; without values for what is no SR
     */
    public record Distributions(Tally reads, Tally writes, Tally total, Tally disks) {}

    /**
     * How much was told.
     *
     * @param end the minute after the last closed one
     * @param filled slots that sources delivered
     * @param expected slots they could have delivered since each first did in this window
     */
    public record Counts(long end, long filled, long expected, long late, long dropped) {}

    public RollUp(Subject subject, Window window, long start) {
        this(
                subject,
                window,
                start,
                new Distributions(Tally.empty(), Tally.empty(), Tally.empty(), Tally.empty()),
                new long[SideSum.values().length],
                new Counts(start, 0, 0, 0, 0));
    }

    public RollUp(Subject subject, Window window, long start, Distributions distributions, long[] sums, Counts counts) {
        this.subject = subject;
        this.window = window;
        this.start = start;
        this.distributions = distributions;
        this.sums = Arrays.copyOf(sums, SideSum.values().length);
        this.counts = counts;
    }

    public RollUp restoring(Collection<String> hosts, Collection<String> corrections, Collection<DiskMinute> disks) {
        sources.addAll(hosts);
        corrected.addAll(corrections);
        disks.forEach(load -> loads.put(load.disk(), load));
        return this;
    }

    /** @param late samples by host, of which {@link Counts#late} is the sum */
    public RollUp restoringLate(SortedMap<String, Long> late) {
        lateOf.putAll(late);
        return this;
    }

    /** What of it can be compared with a capacity. */
    public RollUp restoring(Comparison kept) {
        comparison = kept;
        return this;
    }

    /** Minutes come in ascending order; what lies between them was not told by anyone. */
    public void add(Demand demand, long minute) {
        long between = (minute - counts.end()) * SlotPlace.SLOTS * sources.size();
        sources.addAll(demand.sources());
        corrected.addAll(demand.corrected());
        counts = new Counts(
                minute + 1,
                counts.filled() + demand.filled(),
                counts.expected() + between + (long) SlotPlace.SLOTS * sources.size(),
                counts.late(),
                counts.dropped() + demand.dropped());
        for (int index = 0; index < SlotPlace.SLOTS; index++) {
            addSlot(demand, index);
        }
        demand.loads().forEach(load -> loads.merge(load.disk(), load, DiskMinute::plus));
        comparison.add(demand, minute);
    }

    private void addSlot(Demand demand, int index) {
        double requests = demand.requestsAt(index);
        add(distributions.reads(), demand.at(Figure.READS, index));
        add(distributions.writes(), demand.at(Figure.WRITES, index));
        add(distributions.total(), requests);
        add(SideSum.READ_BYTES, SideSum.READ_BYTES_SLOTS, demand.at(Figure.READ_BYTES, index));
        add(SideSum.WRITE_BYTES, SideSum.WRITE_BYTES_SLOTS, demand.at(Figure.WRITE_BYTES, index));
        add(SideSum.CACHE_BYTES, SideSum.CACHE_SLOTS, demand.at(Figure.CACHE_BYTES, index));
        double outstanding = demand.at(Figure.OUTSTANDING, index);
        if (!Double.isNaN(outstanding) && !Double.isNaN(requests)) {
            sums[SideSum.OUTSTANDING.ordinal()] += Math.round(outstanding * Tally.MILLION);
            sums[SideSum.OUTSTANDING_SLOTS.ordinal()]++;
            sums[SideSum.OUTSTANDING_REQUESTS.ordinal()] += Math.round(requests * Tally.MILLION);
        }
        double hits = demand.at(Figure.HIT_BYTES, index);
        double misses = demand.at(Figure.MISS_BYTES, index);
        if (!Double.isNaN(hits) && !Double.isNaN(misses)) {
            sums[SideSum.HIT_BYTES.ordinal()] += Math.round(hits);
            sums[SideSum.MISS_BYTES.ordinal()] += Math.round(misses);
        }
        double disks = demand.disksAt(index);
        if (!Double.isNaN(disks) && !Double.isNaN(requests)) {
            sums[SideSum.SHARED_REQUESTS.ordinal()] += Math.round(requests * Tally.MILLION);
            sums[SideSum.DISK_REQUESTS.ordinal()] += Math.round(disks * Tally.MILLION);
            sums[SideSum.DISK_READS.ordinal()] += Math.round(Demand.plus(demand.diskReadsAt(index), 0) * Tally.MILLION);
            addDisks(disks);
        }
    }

    private void addDisks(double requests) {
        if (subject.scope() == ReportScope.SR) {
            distributions.disks().add(requests);
        }
    }

    private static void add(Tally tally, double value) {
        if (!Double.isNaN(value)) {
            tally.add(value);
        }
    }

    private void add(SideSum sum, SideSum slots, double value) {
        if (!Double.isNaN(value)) {
            sums[sum.ordinal()] += Math.round(value);
            sums[slots.ordinal()]++;
        }
    }

    /** A sample of {@code host} came after its minute had closed. */
    public void late(String host) {
        lateOf.merge(host, 1L, Long::sum);
        counts = new Counts(counts.end(), counts.filled(), counts.expected(), counts.late() + 1, counts.dropped());
    }

    public Subject subject() {
        return subject;
    }

    public Window window() {
        return window;
    }

    public long start() {
        return start;
    }

    public SortedSet<String> sources() {
        return sources;
    }

    public SortedSet<String> corrected() {
        return corrected;
    }

    /** Samples that came after their minute had closed, by host. */
    public SortedMap<String, Long> lateOf() {
        return Collections.unmodifiableSortedMap(lateOf);
    }

    /** By VM and device. */
    public Collection<DiskMinute> loads() {
        return loads.values();
    }

    DiskMinute load(String disk) {
        return loads.get(disk);
    }

    public Distributions distributions() {
        return distributions;
    }

    /** Without parts for an SR. */
    public Comparison comparison() {
        return comparison;
    }

    public Counts counts() {
        return counts;
    }

    /** In the order of {@link SideSum}. */
    public long[] sums() {
        return sums.clone();
    }

    long sum(SideSum sum) {
        return sums[sum.ordinal()];
    }

    /** Slots with a request count. */
    long slots() {
        return distributions.total().count();
    }
}
