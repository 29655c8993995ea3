package org.poolwarden.capacity;

import java.util.Arrays;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** A source's minute as it is counted: wrong figures put right, and the first after a gap left out. */
final class CleanPane {

    /** What was done, as reports name it. */
    static final String FIVE_TIMES_BY_RELEASE = "FIVE_TIMES_BY_RELEASE";

    static final String FIVE_TIMES_BY_QUEUE = "FIVE_TIMES_BY_QUEUE";
    static final String FIRST_AFTER_GAP = "FIRST_AFTER_GAP";
    static final String MINUTE_MEANS = "MINUTE_MEANS";

    private final SourceId source;
    private final double[][] figures = new double[Figure.values().length][SlotPlace.SLOTS];
    private final SortedSet<String> corrected = new TreeSet<>();
    private long dropped;

    /**
     * @param before the same source's minute before
     * @param suspect whether the host's disks show the fault of {@link FiveFold}
     */
    CleanPane(Pane pane, Pane before, boolean suspect) {
        this.source = pane.source();
        Arrays.stream(figures).forEach(row -> Arrays.fill(row, Double.NaN));
        for (Map.Entry<Integer, Slot> entry : pane.slots().entrySet()) {
            if (pane.isFirstAfterGap(entry.getKey(), before)) {
                dropped++;
                corrected.add(FIRST_AFTER_GAP);
            } else {
                take(entry.getKey(), entry.getValue(), suspect);
            }
        }
    }

    private void take(int index, Slot slot, boolean suspect) {
        boolean release = slot.sign() == FiveFoldSign.RELEASE;
        boolean wrong = release || suspect;
        for (Figure figure : Figure.values()) {
            double told = slot.figure(figure);
            figures[figure.ordinal()][index] = wrong && figure.isFiveFold() ? told / FiveFold.FACTOR : told;
        }
        if (wrong && !slot.isEmpty()) {
            corrected.add(release ? FIVE_TIMES_BY_RELEASE : FIVE_TIMES_BY_QUEUE);
        }
        if (slot.stepSeconds() > SlotPlace.SLOT.toSeconds()) {
            corrected.add(MINUTE_MEANS);
        }
    }

    SourceId source() {
        return source;
    }

    SortedSet<String> corrected() {
        return corrected;
    }

    long dropped() {
        return dropped;
    }

    double at(Figure figure, int index) {
        return figures[figure.ordinal()][index];
    }

    double requestsAt(int index) {
        return Demand.plus(at(Figure.READS, index), at(Figure.WRITES, index));
    }

    DiskMinute load() {
        long slots = 0;
        long requests = 0;
        long waiting = 0;
        long waits = 0;
        long squares = 0;
        for (int index = 0; index < SlotPlace.SLOTS; index++) {
            double told = requestsAt(index);
            double wait = at(Figure.OUTSTANDING, index);
            if (!Double.isNaN(told)) {
                slots++;
                requests += Math.round(told * Tally.MILLION);
                squares += Math.round(told * told * DiskMinute.HUNDRED);
            }
            if (!Double.isNaN(wait)) {
                waits++;
                waiting += Math.round(wait * Tally.MILLION);
            }
        }
        return new DiskMinute(
                source.vm(), source.device(), source.host(), source.sr(), slots, requests, waiting, waits, 0, squares);
    }

    /** @param profiled whether somebody has said what its storage can */
    Part part(boolean profiled) {
        long slots = 0;
        long reads = 0;
        long requests = 0;
        for (int index = 0; index < SlotPlace.SLOTS; index++) {
            double told = requestsAt(index);
            if (!Double.isNaN(told)) {
                slots++;
                requests += Math.round(told * Tally.MILLION);
                reads += Math.round(Demand.plus(at(Figure.READS, index), 0) * Tally.MILLION);
            }
        }
        return new Part(source.sr(), source.host(), slots, reads, requests, profiled);
    }
}
