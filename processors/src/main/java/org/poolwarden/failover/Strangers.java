package org.poolwarden.failover;

import java.util.Optional;
import org.poolwarden.schema.Answer;

/** Hosts that are interviewed with a pool and are not of it. Before a master has told its members there are none. */
final class Strangers {

    private Strangers() {}

    static boolean isOne(HostView view, PoolView pool) {
        return Mastery.isForeign(pool, view) && view.answers(Answer.MASTER)
                || namesStranger(view, pool)
                        && pool.standing().member(view.address()).isEmpty();
    }

    /** What a host says that no member should say; empty when it says nothing of the kind. */
    static Optional<String> remark(HostView view, PoolView pool) {
        if (view.answers(Answer.MASTER) && Mastery.isForeign(pool, view)) {
            return Optional.of("is master of another pool, " + view.poolUuid().orElseThrow());
        }
        return namesStranger(view, pool)
                ? view.last().heartbeat().getMasterAddress().map(master -> "follows " + master + ", which is no member")
                : Optional.empty();
    }

    private static boolean namesStranger(HostView view, PoolView pool) {
        Optional<String> named = view.last().heartbeat().getMasterAddress();
        return view.answers(Answer.SLAVE)
                && !named.equals(pool.standing().master())
                && pool.standing().membership().isKnown()
                && named.flatMap(pool.standing()::member).isEmpty();
    }
}
