package org.poolwarden.capacity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.poolwarden.schema.DemandSlot;
import org.poolwarden.schema.PoolDemand;
import org.poolwarden.schema.ReportScope;

/**
 * What one subject asked for in one minute: slots of its sources, added where they lie side by side. Percentiles do not
 * add; aligned slots do.
 */
public final class Demand {

    private final Subject subject;
    private final double[][] sums = new double[Figure.values().length][SlotPlace.SLOTS];
    private final double[] disks = nothing();
    private final double[] diskReads = nothing();
    private final double[] compared = nothing();
    private final SortedSet<String> sources = new TreeSet<>();
    private final SortedSet<String> corrected = new TreeSet<>();
    private final List<DiskMinute> loads = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();
    private long filled;
    private long dropped;
    private boolean comparedAnew;

    Demand(Subject subject) {
        this.subject = subject;
        Arrays.stream(sums).forEach(sum -> Arrays.fill(sum, Double.NaN));
    }

    private static double[] nothing() {
        double[] slots = new double[SlotPlace.SLOTS];
        Arrays.fill(slots, Double.NaN);
        return slots;
    }

    public Subject subject() {
        return subject;
    }

    SortedSet<String> sources() {
        return sources;
    }

    SortedSet<String> corrected() {
        return corrected;
    }

    List<DiskMinute> loads() {
        return loads;
    }

    /** Slots that sources filled; more than twelve where there are several. */
    long filled() {
        return filled;
    }

    long dropped() {
        return dropped;
    }

    /** The sum at a slot; NaN where no source had it. */
    double at(Figure figure, int index) {
        return sums[figure.ordinal()][index];
    }

    /** Requests of all disks at a slot; NaN where none told any. */
    double disksAt(int index) {
        return disks[index];
    }

    double requestsAt(int index) {
        return plus(at(Figure.READS, index), at(Figure.WRITES, index));
    }

    /** Reads of all disks at a slot; NaN where none told any. */
    double diskReadsAt(int index) {
        return diskReads[index];
    }

    /** Requests at a slot of those parts of which somebody has said what they can; NaN where none had it. */
    double comparedAt(int index) {
        return compared[index];
    }

    /** Of a host or a pool; empty for an SR, which has none. */
    List<Part> parts() {
        return parts;
    }

    /** Whether what came before must not be compared with the same capacity. */
    boolean isComparedAnew() {
        return comparedAnew;
    }

    /** A pool's minute, for the fleet. */
    void addPool(PoolDemand pool) {
        sources.add(pool.getPool());
        corrected.addAll(pool.getCorrected());
        dropped += pool.getDropped();
        comparedAnew |= pool.getComparedAnew();
        long reads = 0;
        long requests = 0;
        for (DemandSlot slot : pool.getSlots()) {
            int index = slot.getIndex();
            add(Figure.READS, index, slot.getReads());
            add(Figure.WRITES, index, slot.getWrites());
            add(Figure.READ_BYTES, index, slot.getReadBytes());
            add(Figure.WRITE_BYTES, index, slot.getWriteBytes());
            add(Figure.OUTSTANDING, index, slot.getOutstanding());
            compared[index] = plus(compared[index], slot.getCompared().orElse(Double.NaN));
            reads += Math.round(slot.getReads().orElse(0.0) * Tally.MILLION);
            requests +=
                    Math.round((slot.getReads().orElse(0.0) + slot.getWrites().orElse(0.0)) * Tally.MILLION);
        }
        filled += pool.getSlots().size();
        parts.add(new Part(pool.getPool(), "", pool.getSlots().size(), reads, requests, false));
    }

    private void add(Figure figure, int index, Optional<Double> told) {
        double[] sum = sums[figure.ordinal()];
        sum[index] = plus(sum[index], told.orElse(Double.NaN));
    }

    /**
     * A storage's minute as one host had it.
     *
     * @param profiled whether somebody has said what it can
     */
    void addStorage(CleanPane pane, boolean profiled) {
        sources.add(pane.source().host());
        corrected.addAll(pane.corrected());
        dropped += pane.dropped();
        for (int index = 0; index < SlotPlace.SLOTS; index++) {
            filled += Double.isNaN(pane.requestsAt(index)) ? 0 : 1;
        }
        addFigures(pane);
        if (subject.scope() == ReportScope.SR) {
            return;
        }
        parts.add(pane.part(profiled));
        for (int index = 0; profiled && index < SlotPlace.SLOTS; index++) {
            compared[index] = plus(compared[index], pane.requestsAt(index));
        }
    }

    void addFigures(CleanPane pane) {
        for (Figure figure : Figure.values()) {
            double[] sum = sums[figure.ordinal()];
            for (int index = 0; index < SlotPlace.SLOTS; index++) {
                sum[index] = plus(sum[index], pane.at(figure, index));
            }
        }
    }

    void addDisk(CleanPane pane) {
        for (int index = 0; index < SlotPlace.SLOTS; index++) {
            disks[index] = plus(disks[index], pane.requestsAt(index));
            diskReads[index] = plus(diskReads[index], pane.at(Figure.READS, index));
        }
        loads.add(pane.load());
    }

    /**
     * Finds the disks of an SR's minute that its others feel.
     *
     * @param past of a disk, before this minute
     */
    public void judge(Function<DiskMinute, DiskPast> past) {
        boolean hurts = MinuteFigures.of(this)
                .filter(minute -> minute.latency().orElse(0) > Saturation.LATENCY_OBJECTIVE
                        || minute.outstanding().orElse(0) > Saturation.QUEUE.opens())
                .isPresent();
        if (!hurts) {
            return;
        }
        List<DiskLoad> besides =
                loads.stream().map(load -> past.apply(load).beside(load)).toList();
        Set<String> noisy = NoisyNeighbours.noisy(besides, true).stream()
                .map(shared -> shared.load().disk())
                .collect(Collectors.toSet());
        loads.replaceAll(load -> noisy.contains(load.disk()) ? load.heard() : load);
    }

    /** Each disk's past with this minute. */
    public void remember(Function<DiskMinute, DiskPast> past, BiConsumer<DiskMinute, DiskPast> keep) {
        loads.forEach(load -> keep.accept(load, past.apply(load).after(load)));
    }

    static double plus(double one, double other) {
        if (Double.isNaN(one)) {
            return other;
        }
        return Double.isNaN(other) ? one : one + other;
    }
}
