package org.poolwarden.capacity.stream;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.poolwarden.schema.Alert;
import org.poolwarden.schema.CapacityReport;
import org.poolwarden.schema.DiskResource;
import org.poolwarden.schema.DiskSample;
import org.poolwarden.schema.EventOperation;
import org.poolwarden.schema.PoolDemand;
import org.poolwarden.schema.StorageProfile;
import org.poolwarden.schema.XapiEvent;
import org.poolwarden.schema.topic.Topic;
import org.poolwarden.schema.topic.Topics;
import org.poolwarden.schema.wire.WireCodec;
import org.poolwarden.shell.StreamsSettings;

/** The capacity topology without a broker; its wall clock goes with the newest append time. */
final class CapacityDriver implements AutoCloseable {

    static final Instant START = Instant.parse("2026-11-22T20:00:00Z");
    static final String POOL = "closet";

    final List<Alert> alerts = new ArrayList<>();

    private final Topics topics = Topics.defaults();
    private final WireCodec codec = new WireCodec(new MockSchemaRegistryClient());
    private final Map<String, CapacityReport> reports = new HashMap<>();
    private final TopologyTestDriver driver;
    private Instant wall = START;

    CapacityDriver(Path stateDir) {
        Properties config = StreamsSettings.config("test", "nowhere:9092", stateDir, topics.deadLetters());
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        driver = new TopologyTestDriver(
                new CapacityTopology(topics, codec, CapacitySettings.DEFAULT).get(), config, wall);
    }

    @Override
    public void close() {
        driver.close();
    }

    /** The end of a slot. */
    static Instant at(int slot) {
        return START.plusSeconds(5L * slot);
    }

    /** Of an SR, as one host has it. */
    static DiskSample.Builder sr(String host, String sr, int slot, double reads, double writes) {
        return DiskSample.newBuilder()
                .setPool(POOL)
                .setHost(host)
                .setResource(DiskResource.SR)
                .setSr(sr)
                .setSrPrefix(sr.substring(0, Math.min(8, sr.length())))
                .setT(at(slot))
                .setStepSeconds(5)
                .setProductVersion("8.3.0")
                .setXapiVersion("26.1.0")
                .setIopsRead(reads)
                .setIopsWrite(writes);
    }

    /** Of a disk on an SR. */
    static DiskSample.Builder disk(String vm, String sr, int slot, double reads, double writes) {
        return sr("alpha", sr, slot, reads, writes)
                .setResource(DiskResource.VBD)
                .setVm(vm)
                .setDevice("xvda");
    }

    void send(DiskSample.Builder sample) {
        DiskSample built = sample.build();
        passTo(built.getT());
        send(topics.diskSamples(), built.getPool(), built, built.getT());
    }

    /** An event appended at the end of a slot. */
    void tell(int slot, XapiEvent.Builder event) {
        XapiEvent built =
                event.setPool(POOL).setMaster("77aa").setHeardAt(at(slot)).build();
        passTo(at(slot));
        send(topics.events(), POOL, built, at(slot));
    }

    static XapiEvent.Builder vm(String ref, String powerState) {
        return XapiEvent.newBuilder()
                .setOperation(EventOperation.MOD)
                .setType("vm")
                .setRef(ref)
                .setUuid("uuid-" + ref)
                .setPowerState(powerState);
    }

    static XapiEvent.Builder srEvent(String sr, String name, String type, boolean shared, double usedShare) {
        return XapiEvent.newBuilder()
                .setOperation(EventOperation.MOD)
                .setType("sr")
                .setRef("ref-" + sr)
                .setUuid(sr)
                .setName(name)
                .setSrType(type)
                .setSrShared(shared)
                .setSrPhysicalSize(1_000_000L)
                .setSrPhysicalUtilisation(Math.round(1_000_000 * usedShare));
    }

    void profile(String sr, int disks, double each, double penalty) {
        StorageProfile profile = StorageProfile.newBuilder()
                .setSr(sr)
                .setDisks(disks)
                .setIopsPerDisk(each)
                .setWritePenalty(penalty)
                .build();
        send(topics.storageProfiles(), sr, profile, wall);
    }

    void passTo(Instant time) {
        if (time.isAfter(wall)) {
            driver.advanceWallClockTime(Duration.between(wall, time));
            wall = time;
        }
    }

    private <V extends SpecificRecord> void send(Topic<V> topic, String key, V value, Instant appended) {
        driver.createInputTopic(topic.name(), new StringSerializer(), codec.serializer(topic))
                .pipeInput(key, value, appended);
    }

    /** What pools have told the fleet since it was last asked. */
    List<PoolDemand> demands() {
        return this.<PoolDemand>read(topics.poolDemands()).stream()
                .map(TestRecord::getValue)
                .toList();
    }

    /** Once more, as a producer does whose acknowledgement was lost. */
    void tellAgain(PoolDemand demand) {
        send(topics.poolDemands(), demand.getPool(), demand, wall);
    }

    void profile(String sr) {
        profile(sr, 8, 150, 2);
    }

    CapacityReport report(String key) {
        collect();
        if (!reports.containsKey(key)) {
            throw new AssertionError("no report " + key + ", but " + reports.keySet());
        }
        return reports.get(key);
    }

    void collect() {
        this.<CapacityReport>read(topics.capacityReports()).stream()
                .filter(record -> record.value() != null)
                .forEach(record -> reports.put(record.key(), record.value()));
        this.<Alert>read(topics.alerts()).forEach(record -> alerts.add(record.value()));
    }

    private <V extends SpecificRecord> List<TestRecord<String, V>> read(Topic<V> topic) {
        return driver.createOutputTopic(topic.name(), new StringDeserializer(), codec.deserializer(topic))
                .readRecordsToList();
    }
}
