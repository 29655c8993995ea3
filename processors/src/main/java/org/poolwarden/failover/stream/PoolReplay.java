package org.poolwarden.failover.stream;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import org.poolwarden.failover.Decision;
import org.poolwarden.failover.Tolerance;
import org.poolwarden.failover.Warden;
import org.poolwarden.failover.WatchedPool;
import org.poolwarden.failover.stream.row.WatchRow;
import org.poolwarden.schema.HostHeartbeat;
import org.poolwarden.schema.PoolCheckpoint;
import org.poolwarden.schema.PoolPolicy;
import org.poolwarden.schema.RecoveryOutcome;
import org.poolwarden.schema.wire.BadRecordException;

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

    /**
     * @param tolerance the application's bounds, as they were then
     * @param heartbeats the record at an offset of the pool's partition; asked for {@link #needed}
     */
    public PoolReplay(PoolCheckpoint from, Tolerance tolerance, LongFunction<Entry> heartbeats) {
        this.warden = new Warden(tolerance);
        resume(from, heartbeats);
    }

    /** Offsets of the heartbeats without which a checkpoint means nothing. */
    public static List<Long> needed(PoolCheckpoint checkpoint) {
        return WatchRows.offsets(row(checkpoint));
    }

    /** A processor began to listen afresh there, or had caught up: what it held is in the checkpoint. */
    public void resume(PoolCheckpoint from, LongFunction<Entry> heartbeats) {
        pool = WatchRows.toPool(row(from), offset -> {
            Entry entry = heartbeats.apply(offset);
            return entry.sighting((HostHeartbeat) entry.value());
        });
    }

    /** The next record; nothing follows from it where it changes nothing, nor where the topology refuses it. */
    public Step read(Entry entry) {
        if (isRefused(entry)) {
            return new Step(Optional.empty(), Optional.empty());
        }
        WatchedPool before = pool;
        Optional<RecoveryOutcome> refusal = fold(entry);
        boolean isSilent = pool == before || pool.isCalm(entry.at(), warden.toleranceOf(pool));
        return isSilent ? new Step(Optional.empty(), refusal) : new Step(Optional.of(judge(entry)), refusal);
    }

    /** The next record, which came too late to be judged; what it refuses is returned all the same. */
    public Optional<RecoveryOutcome> fold(Entry entry) {
        if (isRefused(entry)) {
            return Optional.empty();
        }
        Warden.Reply reply = entry.foldedInto(pool, warden);
        pool = reply.pool();
        return reply.refusal();
    }

    /** What follows from a pool that was resumed right after a record. */
    public Decision judge(Entry last) {
        return judge(last.asOf(pool), last.place());
    }

    /**
     * Time looks in, as it did then.
     *
     * @param cause as it was then, which says after which record
     */
    public Decision judge(Instant at, String cause) {
        Decision decision = warden.judge(pool, at, cause);
        pool = decision.pool();
        return decision;
    }

    /** As if another policy stood from now on. */
    public void rule(UnaryOperator<PoolPolicy> policy) {
        pool = pool.ruledBy(policy.apply(pool.state().policy()));
    }

    /** Whether time alone changes nothing at {@code at}: then it is not judged. */
    public boolean isCalm(Instant at) {
        return pool.isCalm(at, warden.toleranceOf(pool));
    }

    /** Whether the topology puts it among the dead letters. */
    private boolean isRefused(Entry entry) {
        try {
            new Admission(warden).check(pool.name(), entry.value());
            return false;
        } catch (BadRecordException e) {
            return true;
        }
    }

    private static WatchRow row(PoolCheckpoint checkpoint) {
        byte[] bytes = new byte[checkpoint.getRow().remaining()];
        checkpoint.getRow().duplicate().get(bytes);
        return FailoverRows.WATCH.read(bytes);
    }
}
