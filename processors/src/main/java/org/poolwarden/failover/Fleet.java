package org.poolwarden.failover;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.poolwarden.schema.RecoveryGrant;
import org.poolwarden.schema.RecoveryRequest;

/**
 * How many pools recover at once, over all pools: more than a fifth of them, and at least two, need a person each.
 *
 * @param pools names of all pools that have joined
 * @param recovering by pool: the id of the recovery that was granted
 * @param waiting those that were denied and still ask, first come first
 */
public record Fleet(SortedSet<String> pools, SortedMap<String, String> recovering, List<Waiting> waiting) {

    /** A request that was denied. */
    public record Waiting(String pool, String id) {}

    /** The fleet after a request, and what it answers. */
    public record Turn(Fleet fleet, List<RecoveryGrant> grants) {}

    public static final Fleet EMPTY = new Fleet(new TreeSet<>(), new TreeMap<>(), List.of());

    /** One pool in five. */
    private static final int SHARE = 5;

    private static final int LEAST = 2;

    public Fleet {
        pools = Collections.unmodifiableSortedSet(new TreeSet<>(pools));
        recovering = Collections.unmodifiableSortedMap(new TreeMap<>(recovering));
        waiting = List.copyOf(waiting);
    }

    /** How many pools may recover at once without an approval. */
    public int limit() {
        return Math.max(LEAST, pools.size() / SHARE);
    }

    /** The fleet after {@code request}; a request that is read twice is answered twice alike. */
    public Turn after(RecoveryRequest request, Instant at) {
        Fleet joined = joinedBy(request.getPool());
        return switch (request.getKind()) {
            case JOIN -> joined.turn(at);
            case ASK -> joined.asked(request, at);
            case END -> joined.ended(request).turn(at);
            case UNSPECIFIED -> new Turn(this, List.of());
        };
    }

    private Turn asked(RecoveryRequest request, Instant at) {
        String pool = request.getPool();
        Fleet without = without(pool);
        boolean held = request.getId().equals(recovering.get(pool));
        if (held || request.getApproved() || without.recovering.size() < limit()) {
            Fleet next = without.granting(pool, request.getId());
            return new Turn(next, List.of(next.answer(pool, request.getId(), true, at)));
        }
        Fleet next = without.queueing(new Waiting(pool, request.getId()), waiting);
        return new Turn(next, List.of(next.answer(pool, request.getId(), false, at)));
    }

    /** Who asks again keeps the place in the queue. */
    private Fleet queueing(Waiting asker, List<Waiting> before) {
        List<Waiting> queue = new ArrayList<>(before.contains(asker) ? before : waiting);
        if (!queue.contains(asker)) {
            queue.add(asker);
        }
        return new Fleet(pools, recovering, queue);
    }

    private Fleet ended(RecoveryRequest request) {
        String pool = request.getPool();
        boolean about =
                request.getId().equals(recovering.get(pool)) || waiting.contains(new Waiting(pool, request.getId()));
        return about ? without(pool) : this;
    }

    /** Grants what has become free. */
    private Turn turn(Instant at) {
        Fleet next = this;
        List<RecoveryGrant> grants = new ArrayList<>();
        while (next.recovering.size() < next.limit() && !next.waiting.isEmpty()) {
            Waiting first = next.waiting.get(0);
            next = next.without(first.pool()).granting(first.pool(), first.id());
            grants.add(next.answer(first.pool(), first.id(), true, at));
        }
        return new Turn(next, grants);
    }

    private Fleet joinedBy(String pool) {
        SortedSet<String> all = new TreeSet<>(pools);
        all.add(pool);
        return new Fleet(all, recovering, waiting);
    }

    private Fleet without(String pool) {
        SortedMap<String, String> others = new TreeMap<>(recovering);
        others.remove(pool);
        return new Fleet(
                pools,
                others,
                waiting.stream().filter(w -> !w.pool().equals(pool)).toList());
    }

    private Fleet granting(String pool, String id) {
        SortedMap<String, String> all = new TreeMap<>(recovering);
        all.put(pool, id);
        return new Fleet(pools, all, waiting);
    }

    private RecoveryGrant answer(String pool, String id, boolean granted, Instant at) {
        return new RecoveryGrant(id, pool, granted, recovering.size(), limit(), pools.size(), at);
    }
}
