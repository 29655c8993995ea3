package org.poolwarden.failover.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
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
import org.poolwarden.failover.Sighting;
import org.poolwarden.failover.Tolerance;
import org.poolwarden.failover.Warden;
import org.poolwarden.failover.WatchedPool;
import org.poolwarden.schema.HostHeartbeat;
import org.poolwarden.schema.OperatorAction;
import org.poolwarden.schema.PoolPolicy;
import org.poolwarden.schema.RecoveryGrant;
import org.poolwarden.schema.RecoveryOutcome;
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
    private final Admission admission;
    private final Consumer<Decision> decisions;
    private final SortedMap<String, WatchedPool> watched = new TreeMap<>();
    private ProcessorContext<String, SpecificRecord> context;
    private KeyValueStore<String, PoolState> pools;
    private Instant listeningSince;
    private boolean restored;

    PoolWatch(Tolerance tolerance, Consumer<Decision> decisions) {
        this.tolerance = tolerance;
        this.warden = new Warden(tolerance);
        this.admission = new Admission(warden);
        this.decisions = decisions;
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> context) {
        this.context = context;
        this.pools = context.getStateStore(FailoverTopology.POOLS);
        listeningSince = systemTime();
        watched.clear();
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
        Instant at = Instant.ofEpochMilli(record.timestamp());
        RecordMetadata source = context.recordMetadata().orElseThrow();
        WatchedPool known = pool(record.key(), at);
        String cause = source.topic() + "-" + source.partition() + "@" + source.offset();
        WatchedPool pool = record.value() instanceof OperatorAction action
                ? told(known, action, at, cause)
                : folded(known, record.value(), at, source);
        if (isLate(at, pool)) {
            keep(known, record.value() instanceof HostHeartbeat ? pool.lagging(systemTime()) : pool);
            return;
        }
        if (pool == known) {
            keep(known, pool);
            return;
        }
        Instant now = record.value() instanceof HostHeartbeat ? at : pool.instantOf(at);
        conclude(known, warden.judge(pool, now, cause), now);
    }

    private WatchedPool told(WatchedPool pool, OperatorAction action, Instant at, String cause) {
        Warden.Reply reply = warden.told(pool, action, at, cause);
        reply.refusal().ifPresent(refusal -> send(pool.name(), refusal, at, FailoverTopology.WRITE_OUTCOMES));
        return reply.pool();
    }

    private WatchedPool folded(WatchedPool pool, SpecificRecord value, Instant at, RecordMetadata source) {
        if (value instanceof HostHeartbeat heartbeat) {
            Sighting sighting = new Sighting(heartbeat, at, source.topic(), source.partition(), source.offset());
            return pool.heard(sighting, warden.toleranceOf(pool));
        }
        if (value instanceof PoolPolicy policy) {
            return pool.ruledBy(policy);
        }
        if (value instanceof RecoveryOutcome outcome) {
            return pool.reported(outcome, at);
        }
        if (value instanceof RecoveryGrant grant) {
            return pool.granted(grant);
        }
        throw new IllegalStateException("no rule for a " + value.getClass().getName() + " on " + source.topic());
    }

    /** A processor that lags must not mistake its own delay for a silence, nor act on what was. */
    private boolean isLate(Instant at, WatchedPool pool) {
        return at.plus(warden.toleranceOf(pool).live()).isBefore(systemTime());
    }

    private Instant systemTime() {
        return Instant.ofEpochMilli(context.currentSystemTimeMs());
    }

    /** Silence sends no record: a pool that nobody hears is found only by looking. */
    private void tick(Instant now) {
        if (!restored) {
            restore();
        }
        List.copyOf(watched.values()).forEach(pool -> conclude(pool, warden.judge(pool, now, "tick"), now));
    }

    private void restore() {
        try (KeyValueIterator<String, PoolState> rows = pools.all()) {
            rows.forEachRemaining(
                    row -> watched.putIfAbsent(row.key, WatchedPool.restored(row.key, row.value, listeningSince)));
        }
        restored = true;
    }

    /** A pool that is new is listened to since its first record, unless that was there before us. */
    private WatchedPool pool(String name, Instant firstRecord) {
        WatchedPool known = watched.get(name);
        if (known != null) {
            return known;
        }
        PoolState row = pools.get(name);
        return row == null
                ? WatchedPool.unheard(name, firstRecord.isAfter(listeningSince) ? firstRecord : listeningSince)
                : WatchedPool.restored(name, row, listeningSince);
    }

    private void conclude(WatchedPool before, Decision decision, Instant now) {
        keep(before, decision.pool());
        forward(decision, now);
        decisions.accept(decision);
    }

    private void keep(WatchedPool before, WatchedPool pool) {
        watched.put(pool.name(), pool);
        if (!pool.state().equals(before.state())) {
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
