package org.poolwarden.capacity.stream;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Keys of several parts, so that rows that belong together lie side by side. */
final class Ranges {

    /** Stands between the parts, and in no part. */
    static final char BETWEEN = '\u0000';

    private static final char AFTER = '\u0001';

    private Ranges() {}

    static <V> List<KeyValue<String, V>> all(KeyValueStore<String, V> store) {
        List<KeyValue<String, V>> found = new ArrayList<>();
        try (KeyValueIterator<String, V> all = store.all()) {
            all.forEachRemaining(found::add);
        }
        return found;
    }

    /** Rows whose keys begin with {@code first} and have more parts. */
    static <V> List<KeyValue<String, V>> under(String first, KeyValueStore<String, V> store) {
        return between(first + BETWEEN, first + AFTER, store);
    }

    static <V> List<KeyValue<String, V>> between(String from, String to, KeyValueStore<String, V> store) {
        List<KeyValue<String, V>> found = new ArrayList<>();
        try (KeyValueIterator<String, V> all = store.range(from, to)) {
            all.forEachRemaining(found::add);
        }
        return found;
    }
}
