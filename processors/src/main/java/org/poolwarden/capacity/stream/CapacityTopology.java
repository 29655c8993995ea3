package org.poolwarden.capacity.stream;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.poolwarden.schema.CapacityReport;
import org.poolwarden.schema.StorageProfile;
import org.poolwarden.schema.topic.Topic;
import org.poolwarden.schema.topic.Topics;
import org.poolwarden.schema.wire.WireCodec;

/**
 * Disk samples in; capacity reports and alerts out.
 *
 * <pre>
 * xen.disk-samples ─→ watch-storage (sample-slots, roll-ups, histories, …) ──────────┬─→ xen.capacity-reports
 *                          ↑ srs, vm-powers                                         ├─→ xen.alerts
 * xen.events ─→ keep-objects                                                        └─→ xen.pool-demands
 * xen.pool-demands (1 partition) ─→ watch-fleet (pool-minutes, …) ────────────────────→ xen.capacity-reports
 * xen.storage-profiles ─→ keep-profiles (storage-profiles, in every instance)
 * </pre>
 *
 * <p>Samples are keyed by pool from the connector on, so nothing of a pool is repartitioned, and each pool keeps its own
 * time: stream time, which all pools of a task share, decides nothing here. Only what is of the whole fleet comes
 * together in one place: a minute of each pool, twelve sums.
 */
public final class CapacityTopology implements Supplier<Topology> {

    static final String WATCH_STORAGE = "watch-storage";
    static final String KEEP_OBJECTS = "keep-objects";
    static final String WRITE_REPORTS = "write-capacity-reports";
    static final String WRITE_ALERTS = "write-alerts";
    static final String WRITE_DEMANDS = "write-pool-demands";
    static final String WATCH_FLEET = "watch-fleet";

    private final Topics topics;
    private final WireCodec codec;
    private final CapacitySettings settings;
    private final Consumer<CapacityReport> reports;
    private final boolean hasFleet;

    public CapacityTopology(Topics topics, WireCodec codec, CapacitySettings settings) {
        this(topics, codec, settings, report -> {});
    }

    /**
     * @param reports told of every report, on the stream thread, after it was forwarded; for metrics
     */
    public CapacityTopology(
            Topics topics, WireCodec codec, CapacitySettings settings, Consumer<CapacityReport> reports) {
        this(topics, codec, settings, reports, true);
    }

    private CapacityTopology(
            Topics topics,
            WireCodec codec,
            CapacitySettings settings,
            Consumer<CapacityReport> reports,
            boolean hasFleet) {
        this.hasFleet = hasFleet;
        this.topics = topics;
        this.codec = codec;
        this.settings = settings;
        this.reports = reports;
    }

    /** The same for pools alone: whoever plays one of them again asks nothing about the fleet. */
    public CapacityTopology ofPoolsAlone() {
        return new CapacityTopology(topics, codec, settings, reports, false);
    }

    @Override
    public Topology get() {
        Topology topology = new Topology();
        topology.addSource(
                "read-disk-samples",
                new StringDeserializer(),
                codec.serde(topics.diskSamples()).deserializer(),
                topics.diskSamples().name());
        topology.addProcessor(WATCH_STORAGE, () -> new StorageWatch(settings, reports), "read-disk-samples");
        topology.addStateStore(store(CapacityStores.PANES, CapacityRows.panes()), WATCH_STORAGE);
        topology.addStateStore(store(CapacityStores.ROLL_UPS, RollUpRows.serde()), WATCH_STORAGE);
        topology.addStateStore(store(CapacityStores.HISTORIES, CapacityRows.histories()), WATCH_STORAGE);
        topology.addStateStore(store(CapacityStores.DISK_PASTS, CapacityRows.pasts()), WATCH_STORAGE);
        topology.addStateStore(store(CapacityStores.FRONTIERS, CapacityRows.frontiers()), WATCH_STORAGE);
        write(topology, WRITE_REPORTS, topics.capacityReports(), WATCH_STORAGE);
        write(topology, WRITE_ALERTS, topics.alerts(), WATCH_STORAGE);
        write(topology, WRITE_DEMANDS, topics.poolDemands(), WATCH_STORAGE);
        return withProfiles(withObjects(hasFleet ? withFleet(topology) : topology));
    }

    private Topology withFleet(Topology topology) {
        topology.addSource(
                "read-pool-demands",
                new StringDeserializer(),
                codec.serde(topics.poolDemands()).deserializer(),
                topics.poolDemands().name());
        topology.addProcessor(WATCH_FLEET, () -> new FleetWatch(reports), "read-pool-demands");
        topology.addStateStore(store(FleetStores.MINUTES, FleetStores.minutes()), WATCH_FLEET);
        topology.addStateStore(store(FleetStores.STANDINGS, FleetStores.standings()), WATCH_FLEET);
        topology.addStateStore(store(FleetStores.ROLL_UPS, RollUpRows.serde()), WATCH_FLEET);
        topology.addStateStore(store(FleetStores.HISTORIES, CapacityRows.histories()), WATCH_FLEET);
        topology.addStateStore(store(FleetStores.FRONTIERS, CapacityRows.frontiers()), WATCH_FLEET);
        write(topology, "write-fleet-reports", topics.capacityReports(), WATCH_FLEET);
        return topology;
    }

    /** By pool as the samples are, in as many partitions: so both nodes share a task and its stores. */
    private Topology withObjects(Topology topology) {
        topology.addSource(
                "read-events",
                new StringDeserializer(),
                codec.serde(topics.events()).deserializer(),
                topics.events().name());
        topology.addProcessor(KEEP_OBJECTS, ObjectTable::new, "read-events");
        topology.addStateStore(store(DatabaseStores.SRS, DatabaseRows.srs()), KEEP_OBJECTS, WATCH_STORAGE);
        topology.addStateStore(store(DatabaseStores.VM_POWERS, DatabaseRows.vms()), KEEP_OBJECTS, WATCH_STORAGE);
        return topology;
    }

    /** Keyed by SR, not by pool: every instance has them all. */
    private Topology withProfiles(Topology topology) {
        Topic<StorageProfile> profiles = topics.storageProfiles();
        StoreBuilder<KeyValueStore<String, StorageProfile>> table = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(CapacityStores.PROFILES), Serdes.String(), codec.serde(profiles))
                .withLoggingDisabled();
        topology.addGlobalStore(
                table,
                "read-storage-profiles",
                new StringDeserializer(),
                codec.serde(profiles).deserializer(),
                profiles.name(),
                "keep-profiles",
                ProfileTable::new);
        return topology;
    }

    private static <V> StoreBuilder<KeyValueStore<String, V>> store(String name, Serde<V> rows) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.String(), rows)
                .withCachingDisabled();
    }

    private <V extends SpecificRecord> void write(Topology topology, String node, Topic<V> topic, String parent) {
        topology.addSink(
                node, topic.name(), new StringSerializer(), codec.serde(topic).serializer(), parent);
    }
}
