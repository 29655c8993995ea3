package org.poolwarden.failover;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.poolwarden.failover.HostView.Word;
import org.poolwarden.schema.Answer;
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
        boolean rival = pool.allSightings()
                .filter(view -> !view.address().equals(master))
                .filter(view -> !isForeign(pool, view))
                .flatMap(view -> view.since().lastMaster().stream())
                .anyMatch(at -> PoolView.isWithin(at, now, tolerance.fresh()));
        return rival
                || pool.allSightings()
                        .filter(view -> !view.address().equals(master))
                        .flatMap(view -> view.testified().stream())
                        .anyMatch(word -> isConnectedElsewhere(word, master)
                                && PoolView.isWithin(word.at(), now, tolerance.fresh()));
    }

    /** Hosts of this pool's uuid that claimed mastership twice in a row, all within 3H; ordered by address. */
    static List<String> rivals(PoolView pool, Instant now, Tolerance tolerance) {
        return pool.allSightings()
                .filter(view -> view.masterStreak() >= 2 && isOfThisPool(pool, view))
                .filter(view -> PoolView.isWithin(view.last().at(), now, tolerance.rivalry()))
                .map(HostView::address)
                .distinct()
                .sorted()
                .toList();
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

    private static boolean isConnectedElsewhere(Word word, String master) {
        return word.testimony() == Testimony.CONNECTED && !word.master().equals(master);
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
