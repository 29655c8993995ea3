package org.poolwarden.sim;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Sessions of one xapi process: in its memory only, gone when it ends. Local ones have no limits ({@code db_gc_util.ml}). */
final class Sessions {

    /** {@code inactive_session_timeout} */
    private static final Duration IDLE = Duration.ofSeconds(86_400);

    /** {@code last_active} is not written more often. */
    private static final Duration REFRESH = Duration.ofSeconds(600);

    /** {@code max_sessions}: those without an originator. */
    private static final int WITHOUT_ORIGINATOR = 400;

    private static final int PER_ORIGINATOR = 500;

    private record Session(String originator, Instant lastActive) {}

    private final String place;
    private final Map<String, Session> open = new LinkedHashMap<>();
    private final Set<String> local = new HashSet<>();
    private int issued;

    Sessions(String place) {
        this.place = place;
    }

    /**
     * @param originator empty text where the client names none
     */
    String open(String originator, Instant now) {
        String ref = next();
        open.put(ref, new Session(originator, now));
        return ref;
    }

    String openLocal() {
        String ref = next();
        local.add(ref);
        return ref;
    }

    private String next() {
        issued++;
        return Ids.ref("session", place, String.valueOf(issued));
    }

    boolean isOpen(String ref) {
        return open.containsKey(ref);
    }

    boolean isLocal(String ref) {
        return local.contains(ref);
    }

    void used(String ref, Instant now) {
        open.computeIfPresent(
                ref,
                (key, session) ->
                        session.lastActive.plus(REFRESH).isAfter(now) ? session : new Session(session.originator, now));
    }

    void close(String ref) {
        open.remove(ref);
        local.remove(ref);
    }

    /** What the master does every 30 seconds: idle sessions end, and of too many the oldest. */
    void collect(Instant now) {
        open.values().removeIf(session -> session.lastActive.plus(IDLE).isBefore(now));
        Map<String, Integer> counts = new HashMap<>();
        open.values().forEach(session -> counts.merge(session.originator, 1, Integer::sum));
        counts.forEach((originator, count) -> {
            int most = originator.isEmpty() ? WITHOUT_ORIGINATOR : PER_ORIGINATOR;
            List<String> oldest = open.entrySet().stream()
                    .filter(entry -> entry.getValue().originator.equals(originator))
                    .sorted(Comparator.comparing(entry -> entry.getValue().lastActive))
                    .map(Map.Entry::getKey)
                    .limit(Math.max(0, count - most))
                    .toList();
            oldest.forEach(open::remove);
        });
    }

    void forget() {
        open.clear();
        local.clear();
    }
}
