package org.poolwarden.capacity.stream;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.poolwarden.capacity.Frontier;

/**
 * For how long hosts have been silent, by the processor's own clock: from when a record was processed, so that a
 * processor that lags does not take its own delay for theirs. Not kept across restarts, which count from their start.
 */
final class Silences {

    private final LongSupplier clock;
    private final long startedMs;
    private final Map<String, Map<String, Long>> heardMs = new HashMap<>();

    Silences(LongSupplier clock) {
        this.clock = clock;
        this.startedMs = clock.getAsLong();
    }

    void heard(String pool, String host) {
        heardMs.computeIfAbsent(pool, name -> new HashMap<>()).put(host, clock.getAsLong());
    }

    Frontier.Ears of(String pool) {
        Map<String, Long> hosts = heardMs.getOrDefault(pool, Map.of());
        return host -> Duration.ofMillis(clock.getAsLong() - hosts.getOrDefault(host, startedMs));
    }
}
