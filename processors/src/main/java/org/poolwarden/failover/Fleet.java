package org.poolwarden.failover;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.poolwarden.schema.RecoveryGrant;
import org.poolwarden.schema.RecoveryRequest;
import org.poolwarden.schema.RequestKind;

/**
 * How many pools recover at once, over all pools: more than a fifth of them, and at least two, need a person each.
 *
 * <p>It is folded in place and says what a request has changed: a copy of all pools for each request would cost a fleet of
 * ten thousand more than all its heartbeats.
 */
public final class Fleet {

    /** One pool in five. */
    private static final int ONE_IN = 5;

    private static final int LEAST = 2;

    private final Map<String, BudgetShare> shares = new HashMap<>();
    /** Who waits for a grant, by place: first come, first granted. */
    private final SortedMap<Long, String> queue = new TreeMap<>();

    private int recovering;

    /**
     * What a request has changed, and what it is answered.
     *
     * @param changed the new share of each pool whose share is another now
     */
    public record Turn(SortedMap<String, BudgetShare> changed, List<RecoveryGrant> grants) {}

    /** How many pools may recover at once without an approval. */
    int limit() {
        return Math.max(LEAST, shares.size() / ONE_IN);
    }

    /** Empty for a pool that has not joined. */
    Optional<BudgetShare> shareOf(String pool) {
        return Optional.ofNullable(shares.get(pool));
    }

    /** From now on {@code pool} has {@code share}, and no other. */
    public void put(String pool, BudgetShare share) {
        Optional<BudgetShare> before = Optional.ofNullable(shares.put(pool, share));
        before.flatMap(BudgetShare::queued).ifPresent(queue::remove);
        share.queued().ifPresent(place -> queue.put(place, pool));
        recovering -= before.filter(BudgetShare::isGranted).isPresent() ? 1 : 0;
        recovering += share.isGranted() ? 1 : 0;
    }

    /** Takes a request; one that is read twice is answered twice alike. */
    public Turn hear(RecoveryRequest request, Instant at) {
        Turn turn = new Turn(new TreeMap<>(), new ArrayList<>());
        if (request.getKind() != RequestKind.UNSPECIFIED && !shares.containsKey(request.getPool())) {
            change(request.getPool(), BudgetShare.NONE, turn);
        }
        switch (request.getKind()) {
            case JOIN -> grantWhatIsFree(turn, at);
            case ASK -> ask(request, turn, at);
            case END -> {
                if (shares.get(request.getPool()).isFor(request.getId())) {
                    change(request.getPool(), BudgetShare.NONE, turn);
                }
                grantWhatIsFree(turn, at);
            }
            case UNSPECIFIED -> {}
        }
        return turn;
    }

    private void ask(RecoveryRequest request, Turn turn, Instant at) {
        BudgetShare share = shares.get(request.getPool());
        BudgetShare granted = BudgetShare.granted(request.getId());
        int others = recovering - (share.isGranted() ? 1 : 0);
        boolean isGranted = share.equals(granted) || request.getApproved() || others < limit();
        change(request.getPool(), isGranted ? granted : waiting(request), turn);
        turn.grants().add(answer(request.getPool(), request.getId(), isGranted, at));
    }

    /** Who asks again keeps the place in the queue. */
    private BudgetShare waiting(RecoveryRequest request) {
        return shareOf(request.getPool())
                .filter(share -> share.queued().isPresent() && share.isFor(request.getId()))
                .orElseGet(() -> BudgetShare.waiting(request.getId(), queue.isEmpty() ? 0 : queue.lastKey() + 1));
    }

    private void grantWhatIsFree(Turn turn, Instant at) {
        while (recovering < limit() && !queue.isEmpty()) {
            String first = queue.get(queue.firstKey());
            String id = shares.get(first).id().orElseThrow();
            change(first, BudgetShare.granted(id), turn);
            turn.grants().add(answer(first, id, true, at));
        }
    }

    private void change(String pool, BudgetShare share, Turn turn) {
        if (!share.equals(shares.get(pool))) {
            put(pool, share);
            turn.changed().put(pool, share);
        }
    }

    private RecoveryGrant answer(String pool, String id, boolean granted, Instant at) {
        return new RecoveryGrant(id, pool, granted, recovering, limit(), shares.size(), at);
    }
}
