package org.poolwarden.app.replay;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * A decision that is another one when it is made again.
 *
 * @param then empty when nothing was decided
 * @param again empty when nothing is decided
 */
record Difference(Optional<Decided> then, Optional<Decided> again) {

    private static final Comparator<Key> IN_ORDER =
            Comparator.comparing(Key::at).thenComparing(Key::cause).thenComparing(Key::kind);

    /** Decisions of one kind for one instant because of one record or tick are the same decision. */
    private record Key(Instant at, String cause, String kind) {
        static Key of(Decided decided) {
            return new Key(decided.at(), decided.cause(), decided.kind());
        }
    }

    /** In the order of time; empty when both are the same to the byte. */
    static List<Difference> between(List<Decided> then, List<Decided> again) {
        SortedMap<Key, Deque<Decided>> before = byKey(then);
        SortedMap<Key, Deque<Decided>> after = byKey(again);
        SortedMap<Key, Deque<Decided>> all = new TreeMap<>(before);
        after.forEach(all::putIfAbsent);
        List<Difference> differences = new ArrayList<>();
        all.keySet()
                .forEach(key -> differences.addAll(
                        of(before.getOrDefault(key, new ArrayDeque<>()), after.getOrDefault(key, new ArrayDeque<>()))));
        return differences;
    }

    private static SortedMap<Key, Deque<Decided>> byKey(List<Decided> decided) {
        SortedMap<Key, Deque<Decided>> byKey = new TreeMap<>(IN_ORDER);
        decided.forEach(one ->
                byKey.computeIfAbsent(Key.of(one), key -> new ArrayDeque<>()).add(one));
        return byKey;
    }

    private static List<Difference> of(Deque<Decided> then, Deque<Decided> again) {
        List<Difference> differences = new ArrayList<>();
        int count = Math.max(then.size(), again.size());
        for (int i = 0; i < count; i++) {
            Difference pair = new Difference(Optional.ofNullable(then.poll()), Optional.ofNullable(again.poll()));
            if (!pair.isNone()) {
                differences.add(pair);
            }
        }
        return differences;
    }

    private boolean isNone() {
        return then.isPresent()
                && again.isPresent()
                && Arrays.equals(then.get().bytes(), again.get().bytes());
    }

    Decided any() {
        return then.or(() -> again).orElseThrow();
    }

    /** Names of the fields that differ; empty where one of the two is not there. */
    List<String> fields() {
        return then.flatMap(before -> again.map(after -> fields(before.record(), after.record())))
                .orElse(List.of());
    }

    private static List<String> fields(SpecificRecord before, SpecificRecord after) {
        return before.getSchema().getFields().stream()
                .filter(field -> !Objects.equals(before.get(field.pos()), after.get(field.pos())))
                .map(Schema.Field::name)
                .toList();
    }
}
