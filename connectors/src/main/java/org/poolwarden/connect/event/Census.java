package org.poolwarden.connect.event;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.poolwarden.xapi.EventBatch.Event;

/**
 * How many objects of each class there are, as events tell it: event.from never says that one was lost, and a deletion
 * is remembered for a while only. Those that were told before a restart are known by number.
 */
final class Census {

    /** Messages are not rows of the database: nobody counts them. */
    private static final String UNCOUNTED = "message";

    private static final String TEXT = "[a-z_]+=\\d{1,9}(,[a-z_]+=\\d{1,9})*";

    private final Map<String, Integer> unseen = new TreeMap<>();
    private final Map<String, Set<String>> seen = new HashMap<>();

    /**
     * Of nothing.
     *
     * @param classes that are told, in lower case
     */
    Census(List<String> classes) {
        classes.stream().filter(type -> !type.equals(UNCOUNTED)).forEach(type -> unseen.put(type, 0));
    }

    /** As it was written; empty where it is of other classes, or no census. */
    static Optional<Census> of(String text, List<String> classes) {
        Census census = new Census(classes);
        Map<String, Integer> counts = new TreeMap<>();
        if (text.matches(TEXT)) {
            for (String item : text.split(",")) {
                counts.put(
                        item.substring(0, item.indexOf('=')), Integer.valueOf(item.substring(item.indexOf('=') + 1)));
            }
        }
        if (!counts.keySet().equals(census.unseen.keySet())) {
            return Optional.empty();
        }
        census.unseen.putAll(counts);
        return Optional.of(census);
    }

    /** {@code host=3,vm=12}, ordered. */
    String toText() {
        return unseen.keySet().stream().map(type -> type + "=" + count(type)).collect(Collectors.joining(","));
    }

    /** Everything is told anew by {@code events}: what was seen before and is not among them is deleted. */
    List<Event> deletedBy(List<Event> events) {
        Map<String, Set<String>> before = new HashMap<>(seen);
        seen.clear();
        unseen.replaceAll((type, count) -> 0);
        take(events);
        List<Event> deleted = new ArrayList<>();
        before.forEach((type, refs) -> refs.stream()
                .filter(ref -> !refs(type).contains(ref))
                .sorted()
                .forEach(ref -> deleted.add(new Event("", type, "del", ref, Map.of()))));
        return deleted;
    }

    void take(List<Event> events) {
        events.forEach(this::take);
    }

    private void take(Event event) {
        boolean isKnown = refs(event.type()).contains(event.ref());
        switch (event.operation()) {
            case "add" -> refs(event.type()).add(event.ref());
            case "mod" -> {
                if (!isKnown) {
                    forget(event.type());
                    refs(event.type()).add(event.ref());
                }
            }
            case "del" -> {
                if (!refs(event.type()).remove(event.ref())) {
                    forget(event.type());
                }
            }
            default -> {
                // XAPI has no other operation.
            }
        }
    }

    /** One of those that are known by number only. */
    private void forget(String type) {
        unseen.computeIfPresent(type, (key, count) -> Math.max(0, count - 1));
    }

    /** Whether the master counts as many; a class that it does not count is as it should be. */
    boolean agreesWith(Map<String, Integer> counts) {
        return unseen.keySet().stream()
                .allMatch(type -> !counts.containsKey(type) || counts.get(type).equals(count(type)));
    }

    /** Where the master counts more than it tells, the rest is taken as given: asking again would bring the same. */
    void settleFor(Map<String, Integer> counts) {
        unseen.replaceAll((type, count) ->
                Math.max(0, counts.getOrDefault(type, count(type)) - refs(type).size()));
    }

    private int count(String type) {
        return unseen.get(type) + refs(type).size();
    }

    private Set<String> refs(String type) {
        return seen.computeIfAbsent(type, key -> new HashSet<>());
    }
}
