package org.poolwarden.capacity;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.poolwarden.schema.DiskSample;

/**
 * One source's minute: twelve slots, each put as often as it comes.
 *
 * @param slots those that were delivered, by index; one without a value was delivered, too
 */
public record Pane(SourceId source, long minute, SortedMap<Integer, Slot> slots) {

    public Pane {
        slots = Collections.unmodifiableSortedMap(new TreeMap<>(slots));
    }

    public static Pane empty(SourceId source, long minute) {
        return new Pane(source, minute, new TreeMap<>());
    }

    /** With a sample in it; this very pane when the sample is no news. */
    public Pane with(DiskSample sample, int index) {
        Slot slot = Slot.of(sample);
        Slot before = slots.get(index);
        if (before != null && (before.equals(slot) || !before.yieldsTo(slot))) {
            return this;
        }
        SortedMap<Integer, Slot> all = new TreeMap<>(slots);
        all.put(index, slot);
        return new Pane(source, minute, all);
    }

    /**
     * Whether the slot at {@code index} is the first with a value after one that was delivered without: its counters may
     * tell of all the time since the machine began.
     *
     * @param before the source's minute before this one; empty where there was none
     */
    boolean isFirstAfterGap(int index, Pane before) {
        Slot previous = index > 0 ? slots.get(index - 1) : before.slots.get(SlotPlace.SLOTS - 1);
        return previous != null && previous.isEmpty() && !slots.get(index).isEmpty();
    }
}
