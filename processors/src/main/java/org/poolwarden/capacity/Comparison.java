package org.poolwarden.capacity;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What of a host's, a pool's or the fleet's window can be compared with a capacity: the summed slots of those parts of
 * which somebody has said what they can.
 *
 * <p>A sketch cannot take a part out again. So when a profile comes or goes, the comparison begins anew: never is a
 * demand compared with the capacity of something else.
 */
public final class Comparison {

    private final SortedMap<String, Part> parts = new TreeMap<>();
    private Tally demand = Tally.empty();
    private Optional<Long> since = Optional.empty();

    /** Of nothing yet. */
    public Comparison() {}

    /**
     * From its parts.
     *
     * @param since the minute in which a profile last came or went; empty when none did
     */
    public static Comparison of(Collection<Part> parts, Tally demand, Optional<Long> since) {
        Comparison comparison = new Comparison();
        parts.forEach(part -> comparison.parts.put(part.key(), part));
        comparison.demand = demand;
        comparison.since = since;
        return comparison;
    }

    void add(Demand minute, long number) {
        Map<String, Boolean> now = minute.parts().stream()
                .collect(Collectors.toMap(Part::id, Part::profiled, (one, other) -> one || other));
        boolean turned = parts.values().stream()
                .anyMatch(part -> now.getOrDefault(part.id(), part.profiled()) != part.profiled());
        if (turned || minute.isComparedAnew()) {
            demand = Tally.empty();
            since = Optional.of(number);
            parts.replaceAll((key, part) -> part.withProfile(now.getOrDefault(part.id(), part.profiled())));
        }
        minute.parts().forEach(part -> parts.merge(part.key(), part, Part::plus));
        for (int index = 0; index < SlotPlace.SLOTS; index++) {
            if (!Double.isNaN(minute.comparedAt(index))) {
                demand.add(minute.comparedAt(index));
            }
        }
    }

    /** By id and host. */
    public List<Part> parts() {
        return List.copyOf(parts.values());
    }

    public Tally demand() {
        return demand;
    }

    public Optional<Long> since() {
        return since;
    }

    SortedSet<String> ids() {
        return parts.values().stream().map(Part::id).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Of all hosts together; without a slot where nobody has asked for it. */
    Part total(String id) {
        return parts.values().stream()
                .filter(part -> part.id().equals(id))
                .reduce(Part::plus)
                .orElse(new Part(id, "", 0, 0, 0, false));
    }

    /** Mean requests per second: hosts are added, whatever they have told of. */
    double iops(String id) {
        return parts.values().stream()
                .filter(part -> part.id().equals(id))
                .mapToDouble(Part::iops)
                .sum();
    }
}
