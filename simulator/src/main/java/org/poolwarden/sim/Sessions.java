package org.poolwarden.sim;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

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
    }

    void closeLocal(String ref) {
        local.remove(ref);
    }

    /**
     * What the master does every 30 seconds: idle sessions end, and of too many the oldest.
     *
     * @param isBusy whether a session waits for a task: then it neither ends nor counts
     */
    void collect(Instant now, Predicate<String> isBusy) {
        open.entrySet()
                .removeIf(
                        entry -> entry.getValue().lastActive.plus(IDLE).isBefore(now) && !isBusy.test(entry.getKey()));
        open.entrySet().stream()
                .filter(entry -> !isBusy.test(entry.getKey()))
                .collect(Collectors.groupingBy(entry -> entry.getValue().originator))
                .forEach((originator, sessions) -> sessions.stream()
                        .sorted(Comparator.comparing(entry -> entry.getValue().lastActive))
                        .limit(Math.max(0, sessions.size() - limit(originator)))
                        .forEach(entry -> open.remove(entry.getKey())));
    }

    private static int limit(String originator) {
        return originator.isEmpty() ? WITHOUT_ORIGINATOR : PER_ORIGINATOR;
    }

    void forget() {
        open.clear();
        local.clear();
    }
}
