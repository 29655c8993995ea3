package org.poolwarden.capacity.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.poolwarden.capacity.RollUp;
import org.poolwarden.schema.Alert;
import org.poolwarden.schema.AlertState;
import org.poolwarden.schema.CapacityReport;
import org.poolwarden.schema.DiskResource;
import org.poolwarden.schema.DiskSample;
import org.poolwarden.schema.ProfileSource;
import org.poolwarden.schema.StorageProfile;
import org.poolwarden.schema.topic.Topic;
import org.poolwarden.schema.topic.Topics;
import org.poolwarden.schema.wire.WireCodec;
import org.poolwarden.shell.StreamsSettings;

class CapacityTopologyTest {

    private static final Instant START = Instant.parse("2026-11-22T20:00:00Z");
    private static final String SR = "caa66549-0000";
    private static final String SR_10M = "sr/closet/" + SR + "/10m";
    private static final String POOL_10M = "pool/closet/10m";

    private static final List<String> STORES = List.of(
            CapacityStores.PANES,
            CapacityStores.ROLL_UPS,
            CapacityStores.HISTORIES,
            CapacityStores.DISK_PASTS,
            CapacityStores.FRONTIERS);

    private final Topics topics = Topics.defaults();
    private final WireCodec codec = new WireCodec(new MockSchemaRegistryClient());
    private final List<Alert> alerts = new ArrayList<>();
    private final Map<String, CapacityReport> reports = new HashMap<>();
    private final Set<String> buried = new HashSet<>();

    @TempDir
    private Path stateDir;

    private TopologyTestDriver driver;
    private Instant wall = START;

    @BeforeEach
    void open() {
        Properties config = StreamsSettings.config("test", "nowhere:9092", stateDir, topics.deadLetters());
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        driver = new TopologyTestDriver(topology().get(), config, wall);
    }

    @AfterEach
    void close() {
        driver.close();
    }

    /** What the changelogs hold stays, and what was in memory goes: the driver deletes a store's files. */
    private void restart() {
        Map<String, Map<String, Object>> kept = new HashMap<>();
        for (String store : STORES) {
            Map<String, Object> rows = new HashMap<>();
            driver.<String, Object>getKeyValueStore(store)
                    .all()
                    .forEachRemaining(entry -> rows.put(entry.key, entry.value));
            kept.put(store, rows);
        }
        driver.close();
        Properties config = StreamsSettings.config("test", "nowhere:9092", stateDir, topics.deadLetters());
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        driver = new TopologyTestDriver(topology().get(), config, wall);
        kept.forEach((store, rows) -> rows.forEach(
                (key, value) -> driver.<String, Object>getKeyValueStore(store).put(key, value)));
    }

    private CapacityTopology topology() {
        return new CapacityTopology(topics, codec, CapacitySettings.DEFAULT);
    }

    @Test
    void everyNodeIsAVerbAndANounAndEveryStoreAPluralNoun() {
        Set<String> nodes = new HashSet<>();
        Set<String> stores = new HashSet<>();
        for (TopologyDescription.Subtopology part : topology().get().describe().subtopologies()) {
            for (TopologyDescription.Node node : part.nodes()) {
                nodes.add(node.name());
                if (node instanceof TopologyDescription.Processor processor) {
                    stores.addAll(processor.stores());
                }
            }
        }
        assertThat(nodes).isNotEmpty().allMatch(name -> name.matches("(read|watch|keep|write)(-[a-z]+)+"));
        assertThat(stores).isNotEmpty().allMatch(name -> name.matches("[a-z-]+s"));
    }

    @Test
    void aMinuteIsToldOfWhenItsHostIsPastIt() {
        run("alpha", 1, 24, 20, 80);

        CapacityReport report = report(SR_10M);
        assertThat(report.getIopsTotal().orElseThrow().getMean()).isEqualTo(100);
        assertThat(report.getSamples()).isEqualTo(12);
        assertThat(report.getCoverage()).isEqualTo(1);
        assertThat(report.getReadShare()).contains(0.2);
        assertThat(report.getWindowEnd()).isEqualTo(START.plusSeconds(60));
    }

    @Test
    void demandOfAnSrIsTheSumOfItsHostsSlots() {
        for (int slot = 1; slot <= 24; slot++) {
            send(sr("alpha", slot, slot % 2 == 0 ? 100 : 0, 0));
            send(sr("beta", slot, slot % 2 == 0 ? 0 : 100, 0));
        }

        assertThat(report(SR_10M).getIopsTotal().orElseThrow().getMax()).isEqualTo(100);
        assertThat(report(SR_10M).getIopsTotal().orElseThrow().getP95()).isCloseTo(100, within(1.0));
        assertThat(report(POOL_10M).getIopsTotal().orElseThrow().getMean()).isEqualTo(100);
        assertThat(report("host/closet/alpha/10m").getIopsTotal().orElseThrow().getMean())
                .isEqualTo(50);
        assertThat(report(SR_10M).getSources()).isEqualTo(2);
    }

    @Test
    void aSampleFromTheFutureIsADeadLetterAndTouchesNoOtherPool() {
        run("alpha", 1, 10, 20, 80);
        DiskSample future = DiskSample.newBuilder(sr("gamma", 1, 1, 1))
                .setPool("other")
                .setT(START.plus(Duration.ofDays(40 * 365)))
                .build();
        send(future, wall);
        send(DiskSample.newBuilder(future).setPool("closet").build(), wall);
        run("alpha", 11, 24, 20, 80);

        TestRecord<String, byte[]> letter = driver.createOutputTopic(
                        topics.deadLetters(), new StringDeserializer(), new ByteArrayDeserializer())
                .readRecord();
        Header reason = letter.headers().lastHeader("poolwarden.reason");
        assertThat(new String(reason.value())).contains("from the future");
        assertThat(report(SR_10M).getSamples()).isEqualTo(12);
        assertThat(report(SR_10M).getLate()).isZero();
    }

    @Test
    void aPoolWhoseClockIsAheadClosesNoMinuteOfAnother() {
        run("alpha", 1, 10, 20, 80);
        for (int slot = 0; slot < 12; slot++) {
            DiskSample ahead = DiskSample.newBuilder(sr("gamma", 10 + slot, 1, 1))
                    .setPool("other")
                    .build();
            send(ahead, wall);
        }
        run("alpha", 11, 24, 20, 80);

        assertThat(report(SR_10M).getSamples()).isEqualTo(12);
        assertThat(report(SR_10M).getLate()).isZero();
    }

    @Test
    void aDuplicateChangesNothingAndWritesNothing() {
        run("alpha", 1, 6, 20, 80);
        int before = slotsWritten();
        run("alpha", 1, 6, 20, 80);

        assertThat(before).isEqualTo(6);
        assertThat(slotsWritten()).isZero();
        run("alpha", 7, 24, 20, 80);
        assertThat(report(SR_10M).getSamples()).isEqualTo(12);
    }

    @Test
    void aSampleAfterItsMinuteIsCountedAndInNoFigure() {
        run("alpha", 1, 24, 20, 80);
        send(sr("alpha", 3, 9_999, 0));
        run("alpha", 25, 36, 20, 80);

        assertThat(report(SR_10M).getLate()).isEqualTo(1);
        assertThat(report(SR_10M).getIopsTotal().orElseThrow().getMax()).isEqualTo(100);
    }

    @Test
    void theFirstValueAfterOneThatWasNotIsLeftOut() {
        send(DiskSample.newBuilder(sr("alpha", 1, 0, 0))
                .setIopsRead(null)
                .setIopsWrite(null)
                .build());
        send(sr("alpha", 2, 4_000_000, 0));
        run("alpha", 3, 24, 20, 80);

        assertThat(report(SR_10M).getIopsTotal().orElseThrow().getMax()).isEqualTo(100);
        assertThat(report(SR_10M).getDropped()).isEqualTo(1);
        assertThat(report(SR_10M).getSamples()).isEqualTo(10);
        assertThat(report(SR_10M).getCorrected()).containsExactly("FIRST_AFTER_GAP");
    }

    @Test
    void aReleaseThatTellsFiveTimesTooMuchIsPutRightAndItIsSaid() {
        for (int slot = 1; slot <= 24; slot++) {
            send(DiskSample.newBuilder(sr("alpha", slot, 100, 400))
                    .setXapiVersion("25.6.0")
                    .build());
        }

        assertThat(report(SR_10M).getIopsTotal().orElseThrow().getMean()).isEqualTo(100);
        assertThat(report(SR_10M).getCorrected()).containsExactly("FIVE_TIMES_BY_RELEASE");
    }

    @Test
    void aRestartLosesNoSampleAndTellsOfNoMinuteTwice() {
        run("alpha", 1, 20, 20, 80);
        Map<String, ByteBuffer> before = rollUps();
        restart();
        assertThat(rollUps()).isEqualTo(before).isNotEmpty();
        run("alpha", 21, 36, 20, 80);

        assertThat(report(SR_10M).getSamples()).isEqualTo(24);
        assertThat(report(SR_10M).getCoverage()).isEqualTo(1);
        assertThat(report(SR_10M).getLate()).isZero();
    }

    @Test
    void disksAndCachesShowWhatIsKeptOffTheSr() {
        for (int slot = 1; slot <= 24; slot++) {
            send(DiskSample.newBuilder(sr("alpha", slot, 5, 5)).setIowait(0.02).build());
            send(DiskSample.newBuilder(sr("alpha", slot, 60, 20))
                    .setResource(DiskResource.VBD)
                    .setVm("0d8b")
                    .setDevice("xvda")
                    .build());
            send(DiskSample.newBuilder(sr("alpha", slot, 10, 10))
                    .setResource(DiskResource.VBD)
                    .setVm("55ee")
                    .setDevice("xvda")
                    .build());
            send(DiskSample.newBuilder(sr("alpha", slot, 0, 0))
                    .setResource(DiskResource.CACHE)
                    .setIopsRead(null)
                    .setIopsWrite(null)
                    .setCacheHitBytes(3000.0)
                    .setCacheMissBytes(1000.0)
                    .build());
        }

        assertThat(report(SR_10M).getOffloadRatio().orElseThrow()).isCloseTo(0.9, within(1e-9));
        assertThat(report(SR_10M).getCacheHitRatio()).contains(0.75);
        assertThat(report(SR_10M).getMeanLatencyMs().orElseThrow()).isCloseTo(2, within(1e-9));
        assertThat(report(SR_10M).getBusiest()).hasSize(2);
        assertThat(report(SR_10M).getBusiest().get(0).getVm()).isEqualTo("0d8b");
        assertThat(report(SR_10M).getBusiest().get(0).getShare()).isEqualTo(0.8);
        assertThat(report(SR_10M).getNoisy()).isEmpty();
        assertThat(report(SR_10M).getSamples()).isEqualTo(12);
    }

    @Test
    void aMinutesMeanFillsAMinuteAndItIsSaid() {
        send(DiskSample.newBuilder(sr("alpha", 12, 20, 80)).setStepSeconds(60).build());
        run("alpha", 13, 24, 20, 80);

        assertThat(report(SR_10M).getSamples()).isEqualTo(12);
        assertThat(report(SR_10M).getCorrected()).containsExactly("MINUTE_MEANS");
    }

    @Test
    void aSilentHostIsStaleByTheWallClockAndAgainAliveWhenItSpeaks() {
        run("alpha", 1, 24, 20, 80);
        report(SR_10M);
        driver.advanceWallClockTime(Duration.ofSeconds(40));

        assertThat(report(SR_10M).getStale()).isTrue();
        assertThat(report(SR_10M).getStaleSince()).contains(START.plusSeconds(120));
        run("alpha", 25, 36, 20, 80);
        assertThat(report(SR_10M).getStale()).isFalse();
        assertThat(alerts).extracting(Alert::getState).containsExactly(AlertState.FIRING, AlertState.RESOLVED);
        assertThat(alerts).extracting(Alert::getStartsAt).containsOnly(START.plusSeconds(120));
    }

    @Test
    void whatASilentHostHasToldWholeIsToldOfAllTheSame() {
        run("alpha", 1, 12, 20, 80);
        collect();
        assertThat(reports.keySet()).isEmpty();
        driver.advanceWallClockTime(Duration.ofSeconds(100));

        assertThat(report(SR_10M).getSamples()).isEqualTo(12);
    }

    @Test
    void reportsEndADayAfterTheLastSample() {
        run("alpha", 1, 24, 20, 80);
        collect();
        driver.advanceWallClockTime(Duration.ofHours(26));
        collect();

        assertThat(buried).contains(SR_10M, POOL_10M, "host/closet/alpha/1d");
    }

    @Test
    void aSilentHostHoldsUpTheOthersOnlyForAWhile() {
        run("beta", 1, 6, 20, 80);
        run("alpha", 1, 22, 20, 80);
        collect();
        assertThat(reports.keySet()).isEmpty();
        driver.advanceWallClockTime(Duration.ofSeconds(15));
        run("alpha", 23, 24, 20, 80);

        assertThat(report(SR_10M).getSources()).isEqualTo(2);
        assertThat(report(SR_10M).getCoverage()).isEqualTo(18.0 / 24);
    }

    @Test
    void capacityIsAGuessUntilSomebodySaysWhatTheSrIsMadeOf() {
        run("alpha", 1, 24, 20, 80);
        assertThat(report(SR_10M).getProfileSource()).contains(ProfileSource.DEFAULT);

        profile(8, 150, 2);
        run("alpha", 25, 36, 20, 80);

        assertThat(report(SR_10M).getProfileSource()).contains(ProfileSource.TOPIC);
        assertThat(report(SR_10M).getCapacityFunctional().orElseThrow()).isCloseTo(720, within(1e-6));
        assertThat(report(SR_10M).getCapacityConserving().orElseThrow()).isCloseTo(666.6667, within(1e-3));
        assertThat(report(SR_10M).getLearnedAbsence()).contains("TOO_FEW_WINDOWS");
        assertThat(report(SR_10M).getRunwayAbsence()).contains("TOO_FEW_DAYS");
    }

    @Test
    void saturationFiresOnceAndResolvesOnce() {
        profile(8, 150, 2);
        run("alpha", 1, 12 * 16, 200, 800);
        run("alpha", 12 * 16 + 1, 12 * 40, 2, 8);
        collect();

        assertThat(alerts).extracting(Alert::getState).containsExactly(AlertState.FIRING, AlertState.RESOLVED);
        assertThat(alerts).extracting(Alert::getKey).containsOnly("closet/SR_SATURATED/" + SR);
        assertThat(alerts.get(1).getStartsAt()).isEqualTo(alerts.get(0).getStartsAt());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13})
    void anyOrderWithinTheGraceAndAnyDuplicatesGiveTheSameBytes(long seed) {
        List<DiskSample> samples = new ArrayList<>();
        Random chance = new Random(seed);
        for (int slot = 1; slot <= 300; slot++) {
            for (String host : List.of("alpha", "beta", "gamma")) {
                samples.add(sr(host, slot, chance.nextInt(1000) / 7.0, chance.nextInt(1000) / 3.0));
            }
        }
        samples.forEach(this::send);
        Map<String, ByteBuffer> inOrder = rollUps();
        driver.close();
        wall = START;
        open();
        shuffled(samples, chance).forEach(this::send);

        assertThat(inOrder).hasSize(5 * 3);
        assertThat(rollUps()).as("seed %d", seed).isEqualTo(inOrder);
    }

    /** Every 15 s of samples in any order and some of them twice, the last minute as it was: it decides what is closed. */
    private static List<DiskSample> shuffled(List<DiskSample> samples, Random chance) {
        List<DiskSample> all = new ArrayList<>();
        for (int from = 0; from < samples.size(); from += 9) {
            List<DiskSample> some = new ArrayList<>(samples.subList(from, Math.min(samples.size(), from + 9)));
            some.add(some.get(chance.nextInt(some.size())));
            if (from + 9 < samples.size()) {
                Collections.shuffle(some, chance);
            }
            all.addAll(some);
        }
        return all;
    }

    private Map<String, ByteBuffer> rollUps() {
        Map<String, ByteBuffer> bytes = new HashMap<>();
        driver.<String, RollUp>getKeyValueStore(CapacityStores.ROLL_UPS)
                .all()
                .forEachRemaining(entry -> bytes.put(
                        entry.key,
                        ByteBuffer.wrap(RollUpRows.serde().serializer().serialize("", entry.value))));
        return bytes;
    }

    private int slotsWritten() {
        return driver.createOutputTopic(
                        "test-" + CapacityStores.PANES + "-changelog",
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())
                .readRecordsToList()
                .size();
    }

    private void profile(int disks, double each, double penalty) {
        StorageProfile profile = StorageProfile.newBuilder()
                .setSr(SR)
                .setDisks(disks)
                .setIopsPerDisk(each)
                .setWritePenalty(penalty)
                .build();
        driver.createInputTopic(
                        topics.storageProfiles().name(),
                        new StringSerializer(),
                        codec.serializer(topics.storageProfiles()))
                .pipeInput(SR, profile);
    }

    private void run(String host, int from, int to, double reads, double writes) {
        for (int slot = from; slot <= to; slot++) {
            send(sr(host, slot, reads, writes));
        }
    }

    private static DiskSample sr(String host, int slot, double reads, double writes) {
        return DiskSample.newBuilder()
                .setPool("closet")
                .setHost(host)
                .setResource(DiskResource.SR)
                .setSr(SR)
                .setSrPrefix("caa66549")
                .setT(START.plusSeconds(5L * slot))
                .setStepSeconds(5)
                .setProductVersion("8.3.0")
                .setXapiVersion("26.1.0")
                .setIopsRead(reads)
                .setIopsWrite(writes)
                .build();
    }

    private void send(DiskSample sample) {
        send(sample, sample.getT());
    }

    private void send(DiskSample sample, Instant appended) {
        if (appended.isAfter(wall)) {
            driver.advanceWallClockTime(Duration.between(wall, appended));
            wall = appended;
        }
        driver.createInputTopic(
                        topics.diskSamples().name(), new StringSerializer(), codec.serializer(topics.diskSamples()))
                .pipeInput(sample.getPool(), sample, appended);
    }

    private CapacityReport report(String key) {
        collect();
        assertThat(reports).containsKey(key);
        return reports.get(key);
    }

    private void collect() {
        this.<CapacityReport>read(topics.capacityReports()).forEach(record -> {
            if (record.value() == null) {
                buried.add(record.key());
            } else {
                reports.put(record.key(), record.value());
            }
        });
        this.<Alert>read(topics.alerts()).forEach(record -> alerts.add(record.value()));
    }

    private <V extends SpecificRecord> List<TestRecord<String, V>> read(Topic<V> topic) {
        return driver.createOutputTopic(topic.name(), new StringDeserializer(), codec.deserializer(topic))
                .readRecordsToList();
    }
}
