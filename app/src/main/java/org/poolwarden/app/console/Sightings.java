package org.poolwarden.app.console;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.poolwarden.app.operate.Entry;
import org.poolwarden.schema.HostHeartbeat;
import org.poolwarden.schema.PoolSnapshot;

/** What observers have last heard of one pool's hosts. */
final class Sightings {

    private final SortedMap<String, Seen> seen = new TreeMap<>();
    private Optional<Described> described = Optional.empty();

    /**
     * The last interview of one host by one observer.
     *
     * @param at the broker's append time
     * @param source topic, partition and offset
     */
    record Seen(HostHeartbeat beat, Instant at, String source) {}

    /** The pool as its master's records describe it, and when they did. */
    record Described(PoolSnapshot pool, Instant at) {}

    void add(Entry<HostHeartbeat> entry, HostHeartbeat beat) {
        String source = entry.topic() + "-" + entry.partition() + "@" + entry.offset();
        seen.put(beat.getAddress() + "\n" + beat.getObserver(), new Seen(beat, entry.at(), source));
        beat.getSnapshot().ifPresent(snapshot -> described = Optional.of(new Described(snapshot, entry.at())));
    }

    /** By host and observer. */
    List<Seen> all() {
        return List.copyOf(seen.values());
    }

    Optional<Described> described() {
        return described;
    }
}
