package org.poolwarden.app.replay;

import java.util.List;
import java.util.SortedMap;
import org.poolwarden.failover.stream.Entry;
import org.poolwarden.schema.PoolCheckpoint;

/**
 * What the topics still hold of one pool, for a window.
 *
 * @param checkpoints in their order; the first is where a replay begins; empty when there is none
 * @param heartbeats by offset, those that checkpoints name included
 * @param words policies, people's words, outcomes and grants
 * @param then what was decided
 * @param notes what is missing, in sentences
 */
public record PoolHistory(
        String pool,
        List<PoolCheckpoint> checkpoints,
        SortedMap<Long, Entry> heartbeats,
        List<Entry> words,
        Testimony then,
        List<String> notes) {

    public PoolHistory {
        checkpoints = List.copyOf(checkpoints);
        words = List.copyOf(words);
        notes = List.copyOf(notes);
    }

    Entry heartbeat(long offset) {
        Entry entry = heartbeats.get(offset);
        if (entry == null) {
            throw new IllegalStateException(
                    "a checkpoint of " + pool + " names the heartbeat at offset " + offset + ", which was not read");
        }
        return entry;
    }
}
