package org.poolwarden.failover;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.poolwarden.failover.HostView.Told;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.PoolSnapshot;
import org.poolwarden.schema.Testimony;

/** Who is master, by its own word and that of the others. */
final class Mastery {

    private Mastery() {}

    /**
     * The only host that answered as master in two rounds in a row of some live observer, while no other claims it and
     * no slave is connected to another; empty when there is none, or when it is disputed.
     */
    static Optional<String> undisputed(PoolView pool, Instant now, Tolerance tolerance) {
        List<String> twice = pool.live(now, tolerance).stream()
                .flatMap(ObserverView::asked)
                .filter(view -> view.masterStreak() >= 2 && isOfThisPool(pool, view))
                .map(HostView::address)
                .distinct()
                .toList();
        return twice.size() == 1 && !isDisputed(pool, twice.get(0), now, tolerance)
                ? Optional.of(twice.get(0))
                : Optional.empty();
    }

    /** Whether another host answered as master within 2H, or a slave is connected to another address. */
    static boolean isDisputed(PoolView pool, String master, Instant now, Tolerance tolerance) {
        return pool.allSightings()
                .filter(view -> !view.address().equals(master))
                .anyMatch(view -> isRival(pool, view, now, tolerance)
                        || isConnectedElsewhere(view, master, now, tolerance) && belongs(pool, view.address(), master));
    }

    private static boolean isRival(PoolView pool, HostView view, Instant now, Tolerance tolerance) {
        return view.since()
                        .lastMaster()
                        .filter(at -> PoolView.isWithin(at, now, tolerance.fresh()))
                        .isPresent()
                && !isForeign(pool, view);
    }

    private static boolean isConnectedElsewhere(HostView view, String master, Instant now, Tolerance tolerance) {
        return view.testified()
                .filter(word -> word.testimony() == Testimony.CONNECTED
                        && !word.master().equals(master))
                .filter(word -> PoolView.isWithin(word.at(), now, tolerance.fresh()))
                .isPresent();
    }

    /** Whether a host is a slave of this pool; before members are known, whether the claimant lists it or lists nobody. */
    private static boolean belongs(PoolView pool, String address, String claimant) {
        if (pool.standing().membership().isKnown()) {
            return pool.standing().member(address).isPresent();
        }
        List<PoolSnapshot> told = pool.sightingsOf(claimant)
                .flatMap(view -> view.told().stream())
                .map(Told::snapshot)
                .toList();
        return told.isEmpty()
                || told.stream()
                        .flatMap(snapshot -> snapshot.getHosts().stream())
                        .anyMatch(member -> member.getAddress().equals(address));
    }

    /** Hosts of one pool uuid that claimed mastership twice in a row, all within 3H; ordered by address. */
    static List<String> rivals(PoolFacts facts) {
        Map<String, SortedSet<String>> claimants = facts.sightings()
                .filter(view -> view.masterStreak() >= 2 && isOfThisPool(facts.pool(), view))
                .filter(view -> PoolView.isWithin(
                        view.last().at(), facts.now(), facts.tolerance().rivalry()))
                .collect(Collectors.groupingBy(
                        view -> view.poolUuid().orElseThrow(),
                        TreeMap::new,
                        Collectors.mapping(HostView::address, Collectors.toCollection(TreeSet::new))));
        return claimants.values().stream()
                .filter(rivals -> rivals.size() > 1)
                .findFirst()
                .map(List::copyOf)
                .orElse(List.of());
    }

    /** Addresses that claim mastership of this pool now, to any live observer; ordered. */
    static List<String> claimants(PoolFacts facts) {
        return facts.answering()
                .filter(view -> view.answers(Answer.MASTER) && !isForeign(facts.pool(), view))
                .map(HostView::address)
                .distinct()
                .sorted()
                .toList();
    }

    private static boolean isOfThisPool(PoolView pool, HostView view) {
        return view.poolUuid()
                .map(uuid -> pool.standing().poolUuid().map(uuid::equals).orElse(true))
                .orElse(false);
    }

    static boolean isForeign(PoolView pool, HostView view) {
        return view.poolUuid()
                .flatMap(uuid -> pool.standing().poolUuid().map(known -> !known.equals(uuid)))
                .orElse(false);
    }
}
