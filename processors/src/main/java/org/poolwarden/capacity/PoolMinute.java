package org.poolwarden.capacity;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
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
    private final Map<Subject, Demand> demands = new LinkedHashMap<>();

    private PoolMinute(String pool) {
        this.pool = pool;
    }

    /**
     * The same whatever the order of {@code panes}.
     *
     * @param before a source's minute before, empty where there was none
     */
    public static Collection<Demand> demands(String pool, List<Pane> panes, Function<SourceId, Pane> before) {
        PoolMinute minute = new PoolMinute(pool);
        Set<String> suspects = suspects(panes);
        panes.stream()
                .sorted(ORDER)
                .forEach(pane -> minute.add(new CleanPane(
                        pane,
                        before.apply(pane.source()),
                        suspects.contains(pane.source().host()))));
        return minute.demands.values();
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
                case SR -> demand.addStorage(pane);
                case CACHE -> demand.addFigures(pane);
                case VBD -> demand.addDisk(pane);
                case UNSPECIFIED -> throw new IllegalStateException("a sample is of a disk, a storage or a cache");
            }
        }
    }
}
