package org.poolwarden.failover.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.poolwarden.failover.Decision;
import org.poolwarden.failover.PoolState;
import org.poolwarden.failover.Tolerance;
import org.poolwarden.failover.Warden;
import org.poolwarden.failover.WatchedPool;
import org.poolwarden.schema.PoolCheckpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folds records into pools, judges them, and forwards what follows.
 *
 * <p>What was heard lives in memory and is gone at a restart; what must not be forgotten lies in the store and is
 * written only when it changes.
 */
final class PoolWatch implements Processor<String, SpecificRecord, String, SpecificRecord> {

    private static final Logger LOG = LoggerFactory.getLogger(PoolWatch.class);
    private static final Duration SHORTEST_TICK = Duration.ofMillis(100);

    /** A judgement takes tens of microseconds: so many leave most of a tick to the heartbeats, which judge as well. */
    private static final int MOST_LOOKS = 2000;

    private final Tolerance tolerance;
    private final Warden warden;
    private final Admission admission;
    private final Listener listener;
    private final Map<String, WatchedPool> watched = new HashMap<>();
    private final Checkpoints checkpoints = new Checkpoints();
    private final Turns turns = new Turns(MOST_LOOKS);
    private ProcessorContext<String, SpecificRecord> context;
    private KeyValueStore<String, PoolState> pools;
    private Instant listeningSince;
    private boolean restored;

    PoolWatch(Tolerance tolerance, Listener listener) {
        this.tolerance = tolerance;
        this.warden = new Warden(tolerance);
        this.admission = new Admission(warden);
        this.listener = listener;
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> context) {
        this.context = context;
        this.pools = context.getStateStore(FailoverTopology.POOLS);
        listeningSince = systemTime();
        watched.clear();
        checkpoints.clear();
        restored = false;
        Duration tick = tolerance.heartbeat().dividedBy(5);
        context.schedule(
                tick.compareTo(SHORTEST_TICK) < 0 ? SHORTEST_TICK : tick,
                PunctuationType.WALL_CLOCK_TIME,
                now -> tick(Instant.ofEpochMilli(now)));
    }

    @Override
    public void process(Record<String, SpecificRecord> record) {
        if (record.value() == null) {
            return;
        }
        admission.check(record.key(), record.value());
        RecordMetadata source = context.recordMetadata().orElseThrow();
        take(
                record.key(),
                new Entry(
                        record.value(),
                        Instant.ofEpochMilli(record.timestamp()),
                        source.topic(),
                        source.partition(),
                        source.offset()));
    }

    private void take(String name, Entry entry) {
        WatchedPool known = known(name, entry);
        Warden.Reply reply = entry.foldedInto(known, warden);
        WatchedPool pool = reply.pool();
        reply.refusal().ifPresent(refusal -> send(name, refusal, entry.at(), FailoverTopology.WRITE_OUTCOMES));
        checkpoints.read(name, entry);
        if (entry.isLate(pool, warden, systemTime())) {
            if (entry.isHeartbeat()) {
                checkpoints.late(name, entry);
            }
            keep(known, entry.isHeartbeat() ? pool.lagging(systemTime()) : pool);
            return;
        }
        checkpoints.lagged(pool, entry).ifPresent(this::send);
        if (pool == known || pool.isCalm(entry.at(), warden.toleranceOf(pool))) {
            keep(known, pool);
        } else {
            Instant now = entry.asOf(pool);
            conclude(known, warden.judge(pool, now, entry.place()), now);
        }
        checkpoints.due(watched.get(name), entry).ifPresent(this::send);
    }

    private Instant systemTime() {
        return Instant.ofEpochMilli(context.currentSystemTimeMs());
    }

    /**
     * Silence sends no record: a pool that nobody hears is found only by looking. Where more pools are restless than one
     * tick can look at, as after a start with a large fleet, the others have their turn at the next ones.
     */
    private void tick(Instant now) {
        if (!restored) {
            restore();
        }
        List<WatchedPool> restless = watched.values().stream()
                .filter(pool -> !pool.isCalm(now, warden.toleranceOf(pool)))
                .sorted(Comparator.comparing(WatchedPool::name))
                .toList();
        turns.next(restless)
                .forEach(pool -> conclude(pool, warden.judge(pool, now, checkpoints.tick(pool.name())), now));
    }

    private void restore() {
        try (KeyValueIterator<String, PoolState> rows = pools.all()) {
            rows.forEachRemaining(
                    row -> watched.putIfAbsent(row.key, WatchedPool.restored(row.key, row.value, listeningSince)));
        }
        restored = true;
    }

    /** The pool before a record; its first record is met with what the store says. */
    private WatchedPool known(String name, Entry entry) {
        WatchedPool known = watched.get(name);
        if (checkpoints.hasHeardOf(name)) {
            return known;
        }
        WatchedPool begun = known == null ? begun(name, entry.at()) : known;
        send(checkpoints.restored(begun, entry));
        return begun;
    }

    /** A pool that is new is listened to since its first record, unless that was there before us. */
    private WatchedPool begun(String name, Instant firstRecord) {
        PoolState row = pools.get(name);
        return row == null
                ? WatchedPool.unheard(name, firstRecord.isAfter(listeningSince) ? firstRecord : listeningSince)
                : WatchedPool.restored(name, row, listeningSince);
    }

    private void conclude(WatchedPool before, Decision decision, Instant now) {
        keep(before, decision.pool());
        forward(decision, now);
        listener.decided(decision);
    }

    private void keep(WatchedPool before, WatchedPool pool) {
        watched.put(pool.name(), pool);
        if (pool.state() != before.state() && !pool.state().equals(before.state())) {
            pools.put(pool.name(), pool.state());
        }
    }

    private void forward(Decision decision, Instant now) {
        String pool = decision.pool().name();
        decision.finding().ifPresent(finding -> {
            LOG.info(
                    "verdict pool={} verdict={} epoch={}: {}",
                    pool,
                    finding.getVerdict(),
                    finding.getEpoch(),
                    finding.getReason());
            send(pool, finding, now, FailoverTopology.WRITE_FINDINGS);
        });
        decision.alerts().forEach(alert -> send(alert.getKey(), alert, now, FailoverTopology.WRITE_ALERTS));
        decision.retired().forEach(key -> send(key, null, now, FailoverTopology.WRITE_ALERTS));
        decision.command().ifPresent(command -> send(pool, command, now, FailoverTopology.WRITE_COMMANDS));
        decision.outcome().ifPresent(outcome -> send(pool, outcome, now, FailoverTopology.WRITE_OUTCOMES));
        decision.requests().forEach(request -> send(BudgetGrants.FLEET, request, now, FailoverTopology.WRITE_REQUESTS));
    }

    private void send(PoolCheckpoint checkpoint) {
        send(checkpoint.getPool(), checkpoint, checkpoint.getAt(), FailoverTopology.WRITE_CHECKPOINTS);
    }

    private void send(String key, SpecificRecord value, Instant now, String sink) {
        context.forward(new Record<>(key, value, now.toEpochMilli()), sink);
    }

    @Override
    public void close() {
        listener.released(List.copyOf(watched.keySet()));
    }
}
