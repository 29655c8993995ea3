package org.poolwarden.failover.stream;

import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.poolwarden.failover.Tolerance;
import org.poolwarden.schema.topic.Topic;
import org.poolwarden.schema.topic.Topics;
import org.poolwarden.schema.wire.WireCodec;

/**
 * Heartbeats, policies, operators' words and outcomes in; findings, alerts, commands and outcomes out.
 *
 * <pre>
 * xen.heartbeats ────────────┐                  ┌─→ xen.findings
 * xen.policies ──────────────┼─→ watch-pools ───┼─→ xen.alerts
 * xen.operator-actions ──────┤     (pools)      ├─→ xen.recovery-commands
 * xen.recovery-outcomes ─────┤                  ├─→ xen.recovery-outcomes
 * xen.recovery-grants ───────┘                  ├─→ xen.recovery-requests
 *                                               └─→ xen.checkpoints
 *
 * xen.recovery-requests ─────→ grant-budget (fleets) ─→ xen.recovery-grants
 * </pre>
 *
 * <p>Every record is keyed by pool from the connector on, so nothing is repartitioned or joined, and all that is
 * decided about a pool is decided in one place. The fleet's budget is the one exception: it is asked for and granted
 * through topics, since no two partitions may take the last grant.
 */
public final class FailoverTopology implements Supplier<Topology> {

    static final String POOLS = "pools";
    static final String FLEETS = "fleets";
    static final String WATCH_POOLS = "watch-pools";
    static final String GRANT_BUDGET = "grant-budget";
    static final String WRITE_FINDINGS = "write-findings";
    static final String WRITE_ALERTS = "write-alerts";
    static final String WRITE_COMMANDS = "write-recovery-commands";
    static final String WRITE_OUTCOMES = "write-recovery-outcomes";
    static final String WRITE_CHECKPOINTS = "write-checkpoints";
    static final String WRITE_REQUESTS = "write-recovery-requests";
    static final String WRITE_GRANTS = "write-recovery-grants";

    private final Topics topics;
    private final WireCodec codec;
    private final Tolerance tolerance;
    private final Listener listener;
    private final Function<String, KeyValueBytesStoreSupplier> stores;

    public FailoverTopology(Topics topics, WireCodec codec, Tolerance tolerance) {
        this(topics, codec, tolerance, decision -> {});
    }

    /**
     * @param listener told of every decision, and of pools that go elsewhere
     */
    public FailoverTopology(Topics topics, WireCodec codec, Tolerance tolerance, Listener listener) {
        this(topics, codec, tolerance, listener, Stores::persistentKeyValueStore);
    }

    private FailoverTopology(
            Topics topics,
            WireCodec codec,
            Tolerance tolerance,
            Listener listener,
            Function<String, KeyValueBytesStoreSupplier> stores) {
        this.topics = topics;
        this.codec = codec;
        this.tolerance = tolerance;
        this.listener = listener;
        this.stores = stores;
    }

    /** The same with nothing on disk: for a rehearsal, which keeps the changelogs itself. */
    public FailoverTopology inMemory() {
        return new FailoverTopology(topics, codec, tolerance, listener, Stores::inMemoryKeyValueStore);
    }

    @Override
    public Topology get() {
        Topology topology = new Topology();
        read(topology, "read-heartbeats", topics.heartbeats());
        read(topology, "read-policies", topics.policies());
        read(topology, "read-operator-actions", topics.operatorActions());
        read(topology, "read-recovery-outcomes", topics.outcomes());
        read(topology, "read-recovery-grants", topics.grants());
        topology.addProcessor(
                WATCH_POOLS,
                () -> new PoolWatch(tolerance, listener),
                "read-heartbeats",
                "read-policies",
                "read-operator-actions",
                "read-recovery-outcomes",
                "read-recovery-grants");
        topology.addStateStore(store(POOLS, PoolRows.serde()), WATCH_POOLS);
        write(topology, WRITE_FINDINGS, topics.findings(), WATCH_POOLS);
        write(topology, WRITE_ALERTS, topics.alerts(), WATCH_POOLS);
        write(topology, WRITE_COMMANDS, topics.commands(), WATCH_POOLS);
        write(topology, WRITE_OUTCOMES, topics.outcomes(), WATCH_POOLS);
        write(topology, WRITE_REQUESTS, topics.requests(), WATCH_POOLS);
        write(topology, WRITE_CHECKPOINTS, topics.checkpoints(), WATCH_POOLS);
        return withBudget(topology);
    }

    private Topology withBudget(Topology topology) {
        read(topology, "read-recovery-requests", topics.requests());
        topology.addProcessor(GRANT_BUDGET, BudgetGrants::new, "read-recovery-requests");
        topology.addStateStore(store(FLEETS, FleetRows.serde()), GRANT_BUDGET);
        write(topology, WRITE_GRANTS, topics.grants(), GRANT_BUDGET);
        return topology;
    }

    private <V> StoreBuilder<KeyValueStore<String, V>> store(String name, Serde<V> rows) {
        return Stores.keyValueStoreBuilder(stores.apply(name), Serdes.String(), rows)
                .withCachingDisabled();
    }

    private <V extends SpecificRecord> void read(Topology topology, String node, Topic<V> topic) {
        topology.addSource(node, new StringDeserializer(), codec.serde(topic).deserializer(), topic.name());
    }

    private <V extends SpecificRecord> void write(Topology topology, String node, Topic<V> topic, String from) {
        topology.addSink(
                node, topic.name(), new StringSerializer(), codec.serde(topic).serializer(), from);
    }
}
