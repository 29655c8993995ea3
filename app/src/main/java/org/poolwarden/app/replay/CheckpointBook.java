package org.poolwarden.app.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.poolwarden.app.operate.Moments;
import org.poolwarden.failover.stream.Entry;
import org.poolwarden.failover.stream.PoolReplay;
import org.poolwarden.schema.PoolCheckpoint;

/** The checkpoints of one pool that matter for a window: the newest before it, and those within. */
final class CheckpointBook {

    private final List<PoolCheckpoint> checkpoints = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /** The next one on the topic. */
    void add(PoolCheckpoint next, Window window) {
        if (next.getAt().isAfter(window.to())) {
            return;
        }
        Optional<PoolCheckpoint> last =
                checkpoints.isEmpty() ? Optional.empty() : Optional.of(checkpoints.get(checkpoints.size() - 1));
        if (last.filter(known -> goesBack(known, next)).isPresent()) {
            notes.add("the processors have read its records once more, from " + Moments.text(next.getAt())
                    + " on: what they decided anew is compared with one reading");
            return;
        }
        if (begins(next, window)) {
            checkpoints.clear();
        }
        checkpoints.add(next);
    }

    /** Whether all that was decided before a checkpoint lies before the window. */
    private static boolean begins(PoolCheckpoint known, Window window) {
        return Positions.isJudged(known)
                ? known.getAt().isBefore(window.from())
                : !known.getAt().isAfter(window.from());
    }

    private static boolean goesBack(PoolCheckpoint known, PoolCheckpoint next) {
        return known.getPositions().entrySet().stream()
                .anyMatch(read -> next.getPositions().getOrDefault(read.getKey(), read.getValue()) < read.getValue());
    }

    /** When the first one was taken; empty when there is none. */
    Optional<Instant> begins() {
        return checkpoints.stream().map(PoolCheckpoint::getAt).findFirst();
    }

    /** By partition, of which a pool has one: the first offset of {@code topic} without which they mean nothing. */
    Map<Integer, Long> offsets(String topic) {
        Map<Integer, Long> offsets = new HashMap<>();
        checkpoints.stream()
                .limit(1)
                .forEach(first ->
                        offsets.put(first.getPartition(), first.getPositions().getOrDefault(topic, -1L) + 1));
        checkpoints.forEach(known ->
                PoolReplay.needed(known).forEach(offset -> offsets.merge(known.getPartition(), offset, Math::min)));
        return offsets;
    }

    /** Those of which every heartbeat is still there: the ones they name, and the ones that follow. */
    List<PoolCheckpoint> usable(SortedMap<Long, Entry> heartbeats, Reach reach) {
        return checkpoints.stream()
                .filter(known -> heartbeats.keySet().containsAll(PoolReplay.needed(known)))
                .filter(known -> reach.follows(known, heartbeats))
                .toList();
    }

    /**
     * What is missing, in sentences.
     *
     * @param usable those that {@link #usable} has found
     */
    List<String> notes(List<PoolCheckpoint> usable, Window window, Reach reach) {
        List<String> said = new ArrayList<>(notes);
        if (usable.isEmpty()) {
            said.add(
                    "there is no checkpoint to begin at, neither in the window nor before it: nothing is judged again");
        } else if (!begins(usable.get(0), window)) {
            said.add("judged again from " + Moments.text(usable.get(0).getAt())
                    + " on: that is its first checkpoint, and the window begins before it");
        }
        boolean hasBeginning = usable.stream().anyMatch(known -> begins(known, window));
        if (!hasBeginning && checkpoints.stream().anyMatch(reach::isCut)) {
            said.add("the window reaches back over the retention of heartbeats: the oldest ones are gone");
        }
        return said;
    }
}
