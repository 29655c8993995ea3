package org.poolwarden.connect.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.poolwarden.connect.pool.Timer;

/** What was taken and not yet accepted, with the time since which it waits. From any thread. */
final class Backlog {

    private final Map<Object, Instant> waiting = new ConcurrentHashMap<>();
    private final Timer timer;

    Backlog(Timer timer) {
        this.timer = timer;
    }

    void add(Object item) {
        waiting.put(item, timer.steady());
    }

    void remove(Object item) {
        waiting.remove(item);
    }

    int size() {
        return waiting.size();
    }

    /** How long an item has been waiting; zero when it does not. */
    Duration age(Object item) {
        Instant since = waiting.get(item);
        return since == null ? Duration.ZERO : Duration.between(since, timer.steady());
    }

    /** How long the oldest has been waiting; zero when nothing waits. */
    Duration behind() {
        return waiting.values().stream()
                .min(Instant::compareTo)
                .map(oldest -> Duration.between(oldest, timer.steady()))
                .orElse(Duration.ZERO);
    }
}
