package org.poolwarden.app.rehearse;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.poolwarden.sim.SimHost;
import org.poolwarden.sim.SimPool;
import org.poolwarden.sim.SimWorld;

/** What the simulated world shows to the questions of a scenario's expectations, whenever it changes. */
final class WorldWatch {

    private final SimWorld world;
    private final Instant start;
    private final Map<WorldQuestion, NavigableMap<Duration, Sight>> sights = new HashMap<>();

    /**
     * @param start what times are counted from
     */
    WorldWatch(SimWorld world, Instant start, Collection<Expectation> expectations) {
        this.world = world;
        this.start = start;
        expectations.stream()
                .filter(WorldExpectation.class::isInstance)
                .map(WorldExpectation.class::cast)
                .flatMap(expectation -> expectation.questions().stream())
                .forEach(question -> sights.put(question, new TreeMap<>()));
    }

    /** Looks once for each question. On the world's thread. */
    void look(Instant now) {
        Duration at = Duration.between(start, now);
        sights.forEach((question, seen) -> {
            Sight sight = sight(question);
            if (seen.isEmpty() || !seen.lastEntry().getValue().equals(sight)) {
                seen.put(at, sight);
            }
        });
    }

    Map<WorldQuestion, NavigableMap<Duration, Sight>> sights() {
        return sights;
    }

    private Sight sight(WorldQuestion question) {
        SimPool pool = pool(question);
        return switch (question.kind()) {
            case MASTERS -> Sight.of(names(pool.masters()));
            case FOLLOWERS_OF -> Sight.of(names(pool.followersOf(host(question))));
            case RUNNING_VMS -> Sight.of(host(question).runningVms());
            case DOUBLE_WRITERS -> Sight.of(pool.doubleWriters());
        };
    }

    private SimPool pool(WorldQuestion question) {
        return world.pools().stream()
                .filter(pool -> pool.name().equals(question.pool()))
                .findFirst()
                .orElseThrow();
    }

    private SimHost host(WorldQuestion question) {
        return world.host(question.host().orElseThrow().toString());
    }

    private static Set<String> names(List<SimHost> hosts) {
        return Set.copyOf(hosts.stream().map(SimHost::name).toList());
    }
}
