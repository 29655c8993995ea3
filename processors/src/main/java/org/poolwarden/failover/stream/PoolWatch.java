package org.poolwarden.failover.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
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

    private final Tolerance tolerance;
    private final Warden warden;
    private final Consumer<Decision> decisions;
    private final Map<String, WatchedPool> watched = new HashMap<>();
    private final Map<String, String> lastRecords = new HashMap<>();
    private final Checkpoints checkpoints = new Checkpoints();
    private ProcessorContext<String, SpecificRecord> context;
    private KeyValueStore<String, PoolState> pools;
    private boolean restored;

    PoolWatch(Tolerance tolerance, Consumer<Decision> decisions) {
        this.tolerance = tolerance;
        this.warden = new Warden(tolerance);
        this.decisions = decisions;
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> context) {
        this.context = context;
        this.pools = context.getStateStore(FailoverTopology.POOLS);
        watched.clear();
        lastRecords.clear();
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
        if (record.key() == null || record.value() == null) {
            return;
        }
        RecordMetadata source = context.recordMetadata().orElseThrow();
        Entry entry = new Entry(
                record.value(),
                Instant.ofEpochMilli(record.timestamp()),
                source.topic(),
                source.partition(),
                source.offset());
        WatchedPool known = known(record.key(), entry);
        checkpoints.read(entry);
        Warden.Reply reply = entry.foldedInto(known, warden);
        WatchedPool pool = reply.pool();
        lastRecords.put(record.key(), entry.place());
        reply.refusal().ifPresent(refusal -> send(pool.name(), refusal, entry.at(), FailoverTopology.WRITE_OUTCOMES));
        boolean isSilent = pool == known
                || pool.isCalm(entry.at(), warden.toleranceOf(pool))
                || entry.isLate(pool, warden, Instant.ofEpochMilli(context.currentSystemTimeMs()));
        if (isSilent) {
            keep(known, pool);
        } else {
            conclude(known, warden.judge(pool, entry.at(), entry.place()), entry.at());
        }
        checkpoints
                .periodic(watched.get(record.key()), entry)
                .ifPresent(
                        checkpoint -> send(record.key(), checkpoint, entry.at(), FailoverTopology.WRITE_CHECKPOINTS));
    }

    /** Silence sends no record: a pool that nobody hears is found only by looking. */
    private void tick(Instant now) {
        if (!restored) {
            restore(now);
        }
        watched.values().stream()
                .filter(pool -> !pool.isCalm(now, warden.toleranceOf(pool)))
                .sorted(Comparator.comparing(WatchedPool::name))
                .toList()
                .forEach(pool -> conclude(pool, warden.judge(pool, now, tickAfter(pool.name())), now));
    }

    private void restore(Instant now) {
        try (KeyValueIterator<String, PoolState> rows = pools.all()) {
            rows.forEachRemaining(row -> watched.putIfAbsent(row.key, WatchedPool.restored(row.key, row.value, now)));
        }
        restored = true;
    }

    /** A tick's place among the pool's records, so that a replay can let time look in there again. */
    private String tickAfter(String pool) {
        String last = lastRecords.get(pool);
        return last == null ? "tick" : "tick after " + last;
    }

    /** A pool that is met for the first time begins with what the store says. */
    private WatchedPool known(String name, Entry first) {
        WatchedPool known = watched.get(name);
        if (known != null && lastRecords.containsKey(name)) {
            return known;
        }
        WatchedPool begun = known == null ? begun(name) : known;
        send(name, checkpoints.restored(begun, first), first.at(), FailoverTopology.WRITE_CHECKPOINTS);
        return begun;
    }

    private WatchedPool begun(String name) {
        Instant now = Instant.ofEpochMilli(context.currentSystemTimeMs());
        PoolState row = pools.get(name);
        return row == null ? WatchedPool.unheard(name, now) : WatchedPool.restored(name, row, now);
    }

    private void conclude(WatchedPool before, Decision decision, Instant now) {
        keep(before, decision.pool());
        forward(decision, now);
        decisions.accept(decision);
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
        decision.command().ifPresent(command -> send(pool, command, now, FailoverTopology.WRITE_COMMANDS));
        decision.outcome().ifPresent(outcome -> send(pool, outcome, now, FailoverTopology.WRITE_OUTCOMES));
        decision.requests().forEach(request -> send(BudgetGrants.FLEET, request, now, FailoverTopology.WRITE_REQUESTS));
    }

    private void send(String key, SpecificRecord value, Instant now, String sink) {
        context.forward(new Record<>(key, value, now.toEpochMilli()), sink);
    }
}
