package org.poolwarden.connect.heartbeat;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Step 7 of an interview: what else an observer reaches. One that reaches nothing of it is cut off itself, and its
 * silence says nothing about any pool. Used on the timer's thread only.
 */
public final class Surroundings {

    /** How many were asked, and how many answered. */
    record Reach(int asked, int reached) {
        static final Reach NOTHING = new Reach(0, 0);

        Reach plus(Reach other) {
            return new Reach(asked + other.asked, reached + other.reached);
        }
    }

    private final Supplier<Reach> witnesses;
    private final Map<String, Reach> pools = new HashMap<>();

    /**
     * @param witnesses what the last look at the witness addresses has brought
     */
    Surroundings(Supplier<Reach> witnesses) {
        this.witnesses = witnesses;
    }

    /** An observer without witnesses. */
    public static Surroundings withoutWitnesses() {
        return new Surroundings(() -> Reach.NOTHING);
    }

    /** A round of {@code pool} is over. */
    void heard(String pool, Reach hosts) {
        pools.put(pool, hosts);
    }

    Reach witnesses() {
        return witnesses.get();
    }

    /** Hosts of the other pools, in their last rounds. */
    Reach otherPools(String pool) {
        return pools.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(pool))
                .map(Map.Entry::getValue)
                .reduce(Reach.NOTHING, Reach::plus);
    }
}
