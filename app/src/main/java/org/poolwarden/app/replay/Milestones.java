package org.poolwarden.app.replay;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.poolwarden.failover.stream.Entry;

/** The records that findings followed, in the order of the findings: so they were read in this order. */
final class Milestones {

    private final Map<String, Integer> numbers;
    private int next;

    private Milestones(Map<String, Integer> numbers) {
        this.numbers = numbers;
    }

    static Milestones of(PoolHistory history, Queues queues) {
        Set<String> unread = queues.all().map(Entry::place).collect(Collectors.toSet());
        Map<String, Integer> numbers = new HashMap<>();
        history.then().decided().stream()
                .filter(Decided::isFinding)
                .map(finding -> Decided.placeOf(finding.cause()))
                .filter(unread::contains)
                .forEach(place -> numbers.putIfAbsent(place, numbers.size()));
        return new Milestones(numbers);
    }

    /** Whether every earlier milestone is behind. */
    boolean allows(Entry entry) {
        return numbers.getOrDefault(entry.place(), next) <= next;
    }

    void reach(Entry entry) {
        Integer number = numbers.get(entry.place());
        if (number != null) {
            next = Math.max(next, number + 1);
        }
    }
}
