package org.poolwarden.sim;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The generations of one master's database: what {@code event.from} tells ({@code xapi_event.ml}). It sees a change by
 * comparing records, so changes between two looks coalesce, as they do on a real host.
 */
final class EventLog {

    /** What is known of one object: its record, and the generations that made it and wrote it last. */
    private record Row(Map<String, Object> record, long created, long generation) {}

    /** An object that is gone. */
    private record Grave(String type, String ref, long created, long generation) {}

    /**
     * What has happened since a token.
     *
     * @param token of the newest of it, or the one that was asked with where nothing that matches has happened
     */
    record News(List<Object> events, Token token) {}

    /** Deleted objects are remembered in a bounded queue: 512, trimmed to 256. */
    private static final int GRAVES = 512;

    private static final String MESSAGE = "message";

    private final Function<String, Map<String, Map<String, Object>>> tables;
    private final Map<String, Map<String, Row>> rows = new LinkedHashMap<>();
    private final List<Grave> graves = new ArrayList<>();
    private long generation;
    private long messages;
    private long forgottenUpTo;

    /**
     * @param generation of the copy of the database that this master has begun with
     * @param tables records by class
     */
    EventLog(long generation, Function<String, Map<String, Map<String, Object>>> tables) {
        this.generation = generation;
        this.tables = tables;
    }

    Token token() {
        return new Token(generation, messages);
    }

    /** Writes down what has changed since the last look. */
    void look() {
        for (String type : DataModel.classes()) {
            Map<String, Row> known = rows.computeIfAbsent(type, fresh -> new LinkedHashMap<>());
            Map<String, Map<String, Object>> now = tables.apply(type);
            now.forEach((ref, record) -> {
                Row before = known.get(ref);
                if (before == null || !before.record.equals(record)) {
                    long next = next(type);
                    known.put(ref, new Row(record, before == null ? next : before.created, next));
                }
            });
            Set<String> gone = new HashSet<>(known.keySet());
            gone.removeAll(now.keySet());
            gone.forEach(ref -> graves.add(new Grave(type, ref, known.remove(ref).created, next(type))));
        }
        if (graves.size() > GRAVES) {
            List<Grave> forgotten = graves.subList(0, graves.size() - GRAVES / 2);
            forgotten.forEach(grave -> forgottenUpTo = Math.max(forgottenUpTo, grave.generation));
            forgotten.clear();
        }
    }

    private long next(String type) {
        return type.equals(MESSAGE) ? ++messages : ++generation;
    }

    /** Whether objects were deleted since {@code token} that are no longer remembered. */
    boolean hasForgotten(Token token) {
        return forgottenUpTo > token.generation();
    }

    /** What {@code event.next} says where nothing happens: the pool, as if it had changed. */
    List<Object> heartbeat() {
        List<Object> events = new ArrayList<>();
        rows.get("pool").forEach((ref, row) -> events.add(event("mod", "pool", ref, row)));
        return events;
    }

    /** Marks an object as changed; the token from just before that, or empty when there is no such object. */
    Optional<Token> inject(String type, String ref) {
        look();
        Map<String, Row> known = rows.getOrDefault(DataModel.named(type), Map.of());
        Row row = known.get(ref);
        if (row == null) {
            return Optional.empty();
        }
        Token before = new Token(generation, 0);
        known.put(ref, new Row(row.record, row.created, ++generation));
        return Optional.of(before);
    }

    /** What has happened to {@code classes} since {@code token}: messages, adds, mods, then dels. */
    News news(List<String> classes, Token token) {
        Gathering gathering = new Gathering(classes, token);
        rows.forEach((type, known) -> known.forEach((ref, row) -> gathering.add(type, ref, row)));
        graves.forEach(gathering::add);
        boolean hasMessages = classes.stream().anyMatch(wanted -> isOf(wanted, MESSAGE));
        return gathering.news(hasMessages ? messages : 0);
    }

    /** Puts what is newer than a token into the order in which it is told. */
    private static final class Gathering {
        private final List<String> classes;
        private final Token token;
        private final List<Object> first = new ArrayList<>();
        private final List<Object> adds = new ArrayList<>();
        private final List<Object> mods = new ArrayList<>();
        private final List<Object> dels = new ArrayList<>();
        private long last;

        private Gathering(List<String> classes, Token token) {
            this.classes = classes;
            this.token = token;
            this.last = token.generation();
        }

        private void add(String type, String ref, Row row) {
            if (!isTold(type, ref, row.generation)) {
                return;
            }
            boolean isNew = row.created > since(type);
            List<Object> place = type.equals(MESSAGE) ? first : isNew ? adds : mods;
            place.add(event(isNew ? "add" : "mod", type, ref, row));
        }

        /** Whoever was never told of an object is not told of its end. */
        private void add(Grave grave) {
            if (isTold(grave.type, grave.ref, grave.generation) && grave.created <= since(grave.type)) {
                dels.add(event("del", grave.type, grave.ref, new Row(Map.of(), 0, grave.generation)));
            }
        }

        private boolean isTold(String type, String ref, long generation) {
            boolean isTold = generation > since(type) && matches(classes, type, ref);
            if (isTold && !type.equals(MESSAGE)) {
                last = Math.max(last, generation);
            }
            return isTold;
        }

        private long since(String type) {
            return type.equals(MESSAGE) ? token.messages() : token.generation();
        }

        private News news(long messages) {
            return new News(
                    Stream.of(first, adds, mods, dels).flatMap(List::stream).toList(), new Token(last, messages));
        }
    }

    /** {@code valid_ref_counts}: the only int32 of the API. */
    Map<String, Object> counts() {
        Map<String, Object> counts = new LinkedHashMap<>();
        rows.forEach((type, known) -> counts.put(type.toLowerCase(Locale.ROOT), known.size()));
        return counts;
    }

    /** A class is named in any case, an object exactly. */
    private static boolean matches(List<String> classes, String type, String ref) {
        return classes.stream()
                .anyMatch(wanted -> isOf(wanted, type)
                        && (!wanted.contains("/")
                                || wanted.substring(wanted.indexOf('/') + 1).equals(ref)));
    }

    private static boolean isOf(String wanted, String type) {
        return wanted.equals("*") || wanted.split("/", 2)[0].equalsIgnoreCase(type);
    }

    private static Map<String, Object> event(String operation, String type, String ref, Row row) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("id", type.equals(MESSAGE) ? "0" : String.valueOf(row.generation));
        event.put("timestamp", "0.0");
        event.put("class", type.toLowerCase(Locale.ROOT));
        event.put("operation", operation);
        event.put("ref", ref);
        if (!operation.equals("del")) {
            event.put("snapshot", row.record);
        }
        return event;
    }
}
