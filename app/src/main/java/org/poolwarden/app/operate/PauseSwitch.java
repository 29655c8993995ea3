package org.poolwarden.app.operate;

import java.util.List;
import org.poolwarden.schema.PoolPolicy;

/** Pauses and resumes pools. */
public final class PauseSwitch {

    private final Session session;
    private final Format format;
    private final Signature signature;

    public PauseSwitch(Session session, Format format, Signature signature) {
        this.session = session;
        this.format = format;
        this.signature = signature;
    }

    /**
     * @return the exit status
     */
    public int turn(PoolChoice choice, boolean paused) throws Trouble, InterruptedException {
        try (Cluster cluster = session.open()) {
            List<KnownPool> pools = choice.in(KnownPools.read(cluster));
            return new PolicyDesk(session, format, signature, cluster)
                    .write(pools.stream().map(pool -> change(pool, paused)).toList());
        }
    }

    private static PolicyDesk.Change change(KnownPool pool, boolean paused) {
        return new PolicyDesk.Change(
                pool, PoolPolicy.newBuilder(pool.policy()).setPaused(paused).build());
    }
}
