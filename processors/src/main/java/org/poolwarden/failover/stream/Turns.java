package org.poolwarden.failover.stream;

import java.util.List;
import java.util.stream.Stream;
import org.poolwarden.failover.WatchedPool;

/** Who is looked at when there are more pools than one look can take: each in its turn, by name. */
final class Turns {

    private final int most;
    private String last = "";

    /**
     * @param most how many pools have their turn at once
     */
    Turns(int most) {
        this.most = most;
    }

    /**
     * Those whose turn it is.
     *
     * @param pools by name
     */
    List<WatchedPool> next(List<WatchedPool> pools) {
        if (pools.size() <= most) {
            return pools;
        }
        List<WatchedPool> turn = Stream.concat(
                        pools.stream().filter(pool -> pool.name().compareTo(last) > 0),
                        pools.stream().filter(pool -> pool.name().compareTo(last) <= 0))
                .limit(most)
                .toList();
        last = turn.get(turn.size() - 1).name();
        return turn;
    }
}
