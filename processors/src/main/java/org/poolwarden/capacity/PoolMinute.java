package org.poolwarden.capacity;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** One closed minute of a pool: what its SRs, its hosts and itself asked for. */
public final class PoolMinute {

    private static final Comparator<Pane> ORDER = Comparator.<Pane, String>comparing(
                    pane -> pane.source().host())
            .thenComparing(pane -> pane.source().resource())
            .thenComparing(pane -> pane.source().sr())
            .thenComparing(pane -> pane.source().vm())
            .thenComparing(pane -> pane.source().device());

    private final String pool;
    private final Predicate<String> profiled;
    private final Map<String, Boolean> known = new HashMap<>();
    private final Map<Subject, Demand> demands = new LinkedHashMap<>();

    private PoolMinute(String pool, Predicate<String> profiled) {
        this.pool = pool;
        this.profiled = profiled;
    }

    /**
     * The same whatever the order of {@code panes}: SRs, then the pool, then hosts, whose part of an SR is of the pool's.
     *
     * @param before a source's minute before, empty where there was none
     * @param profiled whether somebody has said what an SR can
     */
    public static List<Demand> demands(
            String pool, List<Pane> panes, Function<SourceId, Pane> before, Predicate<String> profiled) {
        PoolMinute minute = new PoolMinute(pool, profiled);
        Set<String> suspects = suspects(panes);
        panes.stream()
                .sorted(ORDER)
                .forEach(pane -> minute.add(new CleanPane(
                        pane,
                        before.apply(pane.source()),
                        suspects.contains(pane.source().host()))));
        return minute.demands.values().stream()
                .sorted(Comparator.comparingInt(demand -> turn(demand.subject())))
                .toList();
    }

    private static int turn(Subject subject) {
        return switch (subject.scope()) {
            case SR -> 0;
            case POOL -> 1;
            case HOST -> 2;
            case FLEET, UNSPECIFIED -> throw new IllegalStateException("a pool's minute has no " + subject);
        };
    }

    /** Hosts without a release of which more disks' slots show the fault than do not. */
    private static Set<String> suspects(List<Pane> panes) {
        Map<String, Integer> votes = panes.stream()
                .collect(Collectors.groupingBy(pane -> pane.source().host(), Collectors.summingInt(PoolMinute::votes)));
        Set<String> suspects = new HashSet<>();
        votes.forEach((host, sum) -> {
            if (sum > 0) {
                suspects.add(host);
            }
        });
        return suspects;
    }

    private static int votes(Pane pane) {
        return pane.slots().values().stream()
                .mapToInt(slot -> switch (slot.sign()) {
                    case SUSPECT -> 1;
                    case CLEAR -> -1;
                    case NONE, RELEASE -> 0;
                })
                .sum();
    }

    private void add(CleanPane pane) {
        for (Subject subject : Subject.of(pool, pane.source())) {
            Demand demand = demands.computeIfAbsent(subject, Demand::new);
            switch (pane.source().resource()) {
                case SR -> demand.addStorage(
                        pane, known.computeIfAbsent(pane.source().sr(), profiled::test));
                case CACHE -> demand.addFigures(pane);
                case VBD -> demand.addDisk(pane);
                case UNSPECIFIED -> throw new IllegalStateException("a sample is of a disk, a storage or a cache");
            }
        }
    }
}
