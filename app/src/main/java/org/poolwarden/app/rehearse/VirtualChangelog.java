package org.poolwarden.app.rehearse;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.WrappedStateStore;
import org.apache.kafka.streams.test.TestRecord;

/**
 * The changelogs of a topology's stores: what a read-committed reader finds on them, compacted. A store that logs
 * nothing comes back empty, as it would from Kafka.
 */
final class VirtualChangelog {

    private static final String SUFFIX = "-changelog";

    private final String prefix;
    private final Map<String, Map<Bytes, byte[]>> stores = new HashMap<>();

    /**
     * @param applicationId with which the names of changelogs begin
     */
    VirtualChangelog(String applicationId) {
        this.prefix = applicationId + "-";
    }

    boolean isChangelog(String topic) {
        return topic.startsWith(prefix) && topic.endsWith(SUFFIX);
    }

    /** Takes what was written to a changelog and is committed; a null value removes a row. */
    void commit(String topic, List<TestRecord<byte[], byte[]>> records) {
        Map<Bytes, byte[]> rows = stores.computeIfAbsent(storeOf(topic), store -> new LinkedHashMap<>());
        for (TestRecord<byte[], byte[]> record : records) {
            rows.remove(Bytes.wrap(record.key()));
            if (record.value() != null) {
                rows.put(Bytes.wrap(record.key()), record.value());
            }
        }
    }

    /**
     * Fills fresh stores, below their caches and loggers, as a restore does.
     *
     * @param fresh by name, as the topology has them
     */
    void restore(Map<String, StateStore> fresh) {
        stores.forEach((name, rows) -> {
            KeyValueStore<Bytes, byte[]> bytes = innermost(name, fresh.get(name));
            rows.forEach(bytes::put);
        });
    }

    private String storeOf(String topic) {
        return topic.substring(prefix.length(), topic.length() - SUFFIX.length());
    }

    @SuppressWarnings("unchecked")
    private static KeyValueStore<Bytes, byte[]> innermost(String name, StateStore store) {
        StateStore inner = store;
        while (inner instanceof WrappedStateStore<?, ?, ?> wrapped) {
            inner = wrapped.wrapped();
        }
        if (inner instanceof KeyValueStore<?, ?> rows) {
            return (KeyValueStore<Bytes, byte[]>) rows;
        }
        throw new IllegalStateException("a rehearsal restores plain key-value stores, and " + name + " is " + inner);
    }
}
