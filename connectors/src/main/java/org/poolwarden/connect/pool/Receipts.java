package org.poolwarden.connect.pool;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Records that were taken and are not yet dealt with. No offset is committed beyond the first of them: what waits
 * for its turn is read again after a crash. Used on the task's thread only; the stages complete anywhere.
 */
public final class Receipts {

    private final Map<TopicPartition, NavigableMap<Long, CompletableFuture<Void>>> open = new HashMap<>();

    public void add(TopicPartition partition, long offset, CompletableFuture<Void> taken) {
        open.computeIfAbsent(partition, fresh -> new TreeMap<>()).put(offset, taken);
    }

    /** Why a record could not be dealt with; empty while all is well. */
    public Optional<Throwable> failure() {
        prune();
        return open.values().stream()
                .flatMap(taken -> taken.values().stream())
                .filter(CompletableFuture::isCompletedExceptionally)
                .findFirst()
                .map(Receipts::cause);
    }

    private static Throwable cause(CompletableFuture<Void> failed) {
        try {
            failed.join();
            throw new IllegalStateException("expected a failure, it completed");
        } catch (CompletionException e) {
            return e.getCause();
        }
    }

    /**
     * How far each partition is dealt with.
     *
     * @param current where its consumer stands
     */
    public Map<TopicPartition, OffsetAndMetadata> safe(Map<TopicPartition, OffsetAndMetadata> current) {
        Map<TopicPartition, OffsetAndMetadata> safe = new HashMap<>(current);
        prune();
        open.forEach((partition, taken) ->
                safe.computeIfPresent(partition, (same, position) -> new OffsetAndMetadata(taken.firstKey())));
        return safe;
    }

    private void prune() {
        open.values().forEach(taken -> taken.values()
                .removeIf(stage -> stage.isDone() && !stage.isCompletedExceptionally()));
        open.values().removeIf(Map::isEmpty);
    }

    /** The partitions are read by somebody else now, from what was committed. */
    public void forget(Collection<TopicPartition> partitions) {
        partitions.forEach(open::remove);
    }
}
