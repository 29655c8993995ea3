package org.poolwarden.failover.stream;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.poolwarden.failover.Decision;
import org.poolwarden.failover.Tolerance;
import org.poolwarden.failover.Warden;
import org.poolwarden.failover.WatchedPool;
import org.poolwarden.failover.stream.row.WatchRow;
import org.poolwarden.schema.HostHeartbeat;
import org.poolwarden.schema.PoolCheckpoint;
import org.poolwarden.schema.RecoveryOutcome;

/**
 * One pool judged again from its records, without acting: from a checkpoint, record by record, with time looking in at
 * the instants at which it looked in before. The same records give the same decisions.
 */
public final class PoolReplay {

    /**
     * What follows again from one record or tick.
     *
     * @param refusal what is recorded of a person's word that is refused
     */
    public record Step(Optional<Decision> decision, Optional<RecoveryOutcome> refusal) {}

    private final Warden warden;
    private WatchedPool pool;
    private Instant clock = Instant.MIN;

    /**
     * @param tolerance the application's bounds, as they were then
     * @param heartbeats the record at an offset of the pool's partition; asked for {@link #needed}
     */
    public PoolReplay(PoolCheckpoint from, Tolerance tolerance, LongFunction<Entry> heartbeats) {
        this.warden = new Warden(tolerance);
        this.pool = WatchRows.toPool(row(from), offset -> {
            Entry entry = heartbeats.apply(offset);
            return entry.sighting((HostHeartbeat) entry.value());
        });
    }

    /** Offsets of the heartbeats without which a checkpoint means nothing. */
    public static List<Long> needed(PoolCheckpoint checkpoint) {
        return WatchRows.offsets(row(checkpoint));
    }

    /** A processor began to listen afresh there: what was heard before is forgotten. */
    public void resume(PoolCheckpoint restored) {
        pool = WatchRows.toPool(row(restored), offset -> {
            throw new IllegalStateException("a pool that was just restored has heard nothing");
        });
    }

    /** The next record; nothing follows from it where nothing followed before. */
    public Step read(Entry entry) {
        Warden.Reply reply = entry.foldedInto(pool, warden);
        boolean isSilent = reply.pool() == pool
                || reply.pool().isCalm(entry.at(), warden.toleranceOf(reply.pool()))
                || entry.isLate(reply.pool(), warden, clock);
        pool = reply.pool();
        return isSilent
                ? new Step(Optional.empty(), reply.refusal())
                : new Step(Optional.of(judged(entry.at(), entry.place())), reply.refusal());
    }

    /** Time looks in, as it did then. */
    public Step tick(Instant at, String cause) {
        clock = at.isAfter(clock) ? at : clock;
        return new Step(Optional.of(judged(at, cause)), Optional.empty());
    }

    private Decision judged(Instant at, String cause) {
        Decision decision = warden.judge(pool, at, cause);
        pool = decision.pool();
        return decision;
    }

    private static WatchRow row(PoolCheckpoint checkpoint) {
        byte[] bytes = new byte[checkpoint.getRow().remaining()];
        checkpoint.getRow().duplicate().get(bytes);
        return RowBytes.WATCH.read(bytes);
    }
}
