package org.poolwarden.app.replay;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * What was decided then, as the topics still tell it.
 *
 * @param decided findings in the order of their topic, then commands in that of theirs
 * @param ticks by the place of the pool's last record: when time looked in and something was said, and the cause
 */
record Testimony(List<Decided> decided, Map<String, SortedMap<Instant, String>> ticks) {

    static final Testimony NONE = new Testimony(List.of(), Map.of());

    Testimony {
        decided = List.copyOf(decided);
        ticks = Map.copyOf(ticks);
    }
}
