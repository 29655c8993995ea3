package org.poolwarden.app.completion;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.poolwarden.app.operate.Cluster;
import org.poolwarden.app.operate.Session;
import org.poolwarden.app.operate.Trouble;

/** Names of pools as the compacted topics have them for keys. Somebody waits at a prompt: soon, or not at all. */
public final class PoolNames {

    private final Session session;
    private final Set<String> names = new ConcurrentSkipListSet<>();

    public PoolNames(Session session) {
        this.session = session;
    }

    /** What is known within a time, in order; nothing when Kafka does not answer. */
    public List<String> within(Duration limit) throws InterruptedException {
        CompletableFuture<Void> reading = CompletableFuture.runAsync(this::read);
        try {
            reading.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return List.copyOf(names);
        } catch (ExecutionException e) {
            throw new IllegalStateException("reading names of pools", e);
        }
        return List.copyOf(names);
    }

    /** A tombstone does not take a name back: who judges or configures a pool writes it again. */
    private void read() {
        try (Cluster cluster = session.open()) {
            for (String topic : List.of(
                    cluster.topics().policies().name(),
                    cluster.topics().findings().name())) {
                cluster.raw(topic, Map.of()).stream()
                        .filter(record -> record.key() != null)
                        .map(record -> new String(record.key(), StandardCharsets.UTF_8))
                        .forEach(names::add);
            }
        } catch (Trouble e) {
            // Whoever completes a word wants no sentence.
        }
    }
}
