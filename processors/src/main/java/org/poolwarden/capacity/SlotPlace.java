package org.poolwarden.capacity;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Where 5 s lie: a slot of a minute.
 *
 * @param minute minutes since the epoch, by the host's clock
 * @param index 0 to 11
 */
public record SlotPlace(long minute, int index) {

    public static final int SLOTS = 12;
    static final Duration SLOT = Duration.ofSeconds(5);

    /** The places of a sample that ends at {@code t}: one, or twelve for a minute's; none for an interval of longer. */
    public static List<SlotPlace> of(Instant t, int stepSeconds) {
        if (stepSeconds < 1 || stepSeconds > SLOTS * SLOT.toSeconds()) {
            return List.of();
        }
        long last = Math.floorDiv(t.toEpochMilli() - 1, SLOT.toMillis());
        long count = Math.max(1, stepSeconds / SLOT.toSeconds());
        List<SlotPlace> places = new ArrayList<>();
        for (long slot = last - count + 1; slot <= last; slot++) {
            places.add(new SlotPlace(Math.floorDiv(slot, SLOTS), Math.floorMod(slot, SLOTS)));
        }
        return places;
    }
}
