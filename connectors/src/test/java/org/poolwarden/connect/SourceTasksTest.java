package org.poolwarden.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.poolwarden.connect.disk.DiskTask;
import org.poolwarden.connect.event.EventTask;
import org.poolwarden.connect.heartbeat.HeartbeatTask;
import org.poolwarden.connect.pool.PoolHost;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.DiskResource;
import org.poolwarden.schema.DiskSample;
import org.poolwarden.schema.HostHeartbeat;
import org.poolwarden.schema.Power;
import org.poolwarden.schema.Testimony;
import org.poolwarden.schema.topic.Topic;
import org.poolwarden.schema.topic.Topics;
import org.poolwarden.schema.wire.WireCodec;

/** The source tasks as Connect runs them, against simulated hosts over HTTPS. */
@Timeout(120)
class SourceTasksTest {

    private static final AtomicInteger REGISTRIES = new AtomicInteger();

    private final String registry = "mock://source-tasks-" + REGISTRIES.incrementAndGet();
    private Laboratory lab;
    private TaskBench bench;
    private Set<Thread> others;

    @BeforeEach
    void open() throws Exception {
        lab = new Laboratory("alpha", "beta");
        bench = new TaskBench(config());
        others = Thread.getAllStackTraces().keySet();
    }

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void rowsOfEveryHostComeOnceAlsoAcrossARestart() throws Exception {
        DiskTask first = new DiskTask();
        bench.start(first);
        until(first, () -> rowsOf("alpha").size() >= 12 && rowsOf("beta").size() >= 12);
        first.stop();
        long last = (Long) bench.keptOffset(Map.of("host", "closet/alpha")).get("t");

        DiskTask second = new DiskTask();
        bench.start(second);
        until(
                second,
                () -> (Long) bench.keptOffset(Map.of("host", "closet/alpha")).get("t") > last);
        second.stop();

        assertThat(rowsOf("alpha")).doesNotHaveDuplicates();
        assertThat(rowsOf("beta")).doesNotHaveDuplicates();
        List<Long> alpha = rowsOf("alpha");
        assertThat(alpha.get(alpha.size() - 1) - alpha.get(0))
                .as("no row is lost")
                .isEqualTo(5L * (alpha.size() - 1));
        assertThat(bench.metric("polls-total", "")).isPositive();
    }

    @Test
    void aSampleTellsItsStorageOnceTheMasterHasTold() throws Exception {
        DiskTask task = new DiskTask();
        bench.start(task);
        until(task, () -> samples().stream().anyMatch(sample -> sample.getSr().isPresent()));
        task.stop();

        assertThat(samples()).extracting(DiskSample::getResource).contains(DiskResource.VBD, DiskResource.SR);
        assertThat(samples().stream().filter(sample -> sample.getSr().isPresent()))
                .allMatch(sample -> sample.getSr().get().equals(lab.storageUuid()))
                .allMatch(sample -> sample.getXapiVersion().equals("1.20"));
    }

    /** A host keeps five seconds for ten minutes: what is read later is of a minute, and then it goes on as before. */
    @Test
    void whatIsReadLateIsCoarserAndComesOnceToo() throws Exception {
        long then = Instant.now().getEpochSecond() / 60 * 60 - 1800;
        bench.keepOffset(Map.of("host", "closet/alpha"), new HashMap<>(Map.of("t", then)));
        DiskTask task = new DiskTask();
        bench.start(task);
        until(task, () -> storageOf("alpha").stream().anyMatch(sample -> sample.getStepSeconds() == 5));
        task.stop();

        List<DiskSample> coarse = storageOf("alpha").stream()
                .filter(sample -> sample.getStepSeconds() == 60)
                .toList();
        assertThat(coarse.get(0).getT().getEpochSecond()).isEqualTo(then + 60);
        assertThat(coarse).hasSizeGreaterThanOrEqualTo(29);
        assertThat(rowsOf("alpha")).isSorted().doesNotHaveDuplicates();
    }

    /** Each host says itself what it does: no master is needed. */
    @Test
    void withoutAMasterTheSlavesRowsComeAllTheSame() throws Exception {
        lab.happens(() -> lab.host("alpha").powerOff());
        DiskTask task = new DiskTask();
        bench.start(task);
        until(task, () -> rowsOf("beta").size() >= 3);
        until(task, () -> bench.metric("failures-total", "CONNECT_TIMED_OUT") > 0);
        task.stop();

        assertThat(rowsOf("alpha")).isEmpty();
    }

    @Test
    void interviewsAreCountedByWhatTheyBring() throws Exception {
        lab.happens(() -> lab.host("beta").hang());
        HeartbeatTask task = new HeartbeatTask();
        bench.start(task);
        until(task, () -> heartbeats().stream().anyMatch(heard -> heard.getAnswer() == Answer.SILENT));
        task.stop();

        assertThat(bench.metric("interviews-total", "")).isGreaterThanOrEqualTo(2);
        assertThat(bench.metric("failures-total", "SILENT")).isPositive();
        assertThat(bench.metric("last-event-ms", "")).isPositive();
        assertThat(bench.metric("behind-ms", "")).isNotNegative();
    }

    /** A master takes five seconds to refuse it, a slave names its master whatever it is. */
    @Test
    void aWrongPasswordIsToldFromAHostThatHangs() throws Exception {
        Map<String, String> config = config();
        config.put("pools.closet.password", "wrong");
        bench = new TaskBench(config);
        HeartbeatTask task = new HeartbeatTask();
        bench.start(task);
        until(task, () -> of("alpha").stream().anyMatch(heard -> heard.getAnswer() == Answer.BAD_CREDENTIALS));
        until(task, () -> of("beta").stream()
                .anyMatch(heard -> heard.getLocalLoginError().isPresent()));
        task.stop();

        HostHeartbeat beta = of("beta").get(of("beta").size() - 1);
        assertThat(beta.getAnswer()).isEqualTo(Answer.SLAVE);
        assertThat(beta.getLocalLoginError()).contains("SESSION_AUTHENTICATION_FAILED");
        assertThat(beta.getTestimony()).isEqualTo(Testimony.ABSENT);
    }

    /** Whoever writes must not be started elsewhere: the survivor says who does, while its master is gone. */
    @Test
    void withoutAMasterASurvivorTestifiesAndTellsWhichOfItsVmsDoIo() throws Exception {
        HeartbeatTask task = new HeartbeatTask();
        bench.start(task);
        until(task, () -> of("beta").size() >= 2);
        lab.happens(() -> lab.host("alpha").powerOff());
        until(task, () -> of("beta").stream()
                .anyMatch(heard -> heard.getTestimony() == Testimony.LOST
                        && heard.getActiveVms().isPresent()
                        && !heard.getActiveVms().get().isEmpty()));
        until(task, () -> of("alpha").stream().anyMatch(heard -> heard.getPower() == Power.OFF));
        task.stop();
    }

    private List<HostHeartbeat> of(String host) {
        return heartbeats().stream()
                .filter(heard -> heard.getHost().equals(host))
                .toList();
    }

    /** Order is told by incarnations: one before the last would be taken for old news. */
    @Test
    void anIncarnationIsLaterThanTheLastOneAlsoWhenTheClockWasSetBack() throws Exception {
        long future = System.currentTimeMillis() + Duration.ofDays(1).toMillis();
        bench.keepOffset(Map.of("pool", "closet"), new HashMap<>(Map.of("incarnation", future, "round", 7L)));
        HeartbeatTask task = new HeartbeatTask();
        bench.start(task);
        until(task, () -> !heartbeats().isEmpty());
        task.stop();

        assertThat(heartbeats().get(0).getIncarnation()).isEqualTo(future + 1);
    }

    @ParameterizedTest
    @CsvSource({"heartbeat, interviews-total", "event, calls-total", "disk, polls-total"})
    void aTaskStopsWithinTwoSecondsWhileAHostHangsAndLeavesNoThread(String kind, String counted) throws Exception {
        lab.happens(() -> lab.host("beta").hang());
        SourceTask task = task(kind);
        bench.start(task);
        Thread poller = bench.polls(task);
        await().atMost(Laboratory.PATIENCE).until(() -> bench.metric(counted, "") > 0);
        assertThat(threads()).contains(kind + "-timer", "xapi-http");

        bench.stop(task);
        poller.join(Duration.ofSeconds(2).toMillis());

        assertThat(poller.isAlive()).as("still in stop() or poll()").isFalse();
        await().atMost(Laboratory.PATIENCE).untilAsserted(() -> assertThat(threads())
                .doesNotContain(kind + "-timer", "xapi-http", "xapi-deadline"));
    }

    private static SourceTask task(String kind) {
        return switch (kind) {
            case "heartbeat" -> new HeartbeatTask();
            case "event" -> new EventTask();
            case "disk" -> new DiskTask();
            default -> throw new IllegalArgumentException(kind);
        };
    }

    /** Names of the threads that have begun since the test has. */
    private List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !others.contains(thread))
                .map(Thread::getName)
                .toList();
    }

    private void until(SourceTask task, BooleanSupplier met) throws InterruptedException {
        while (!met.getAsBoolean()) {
            bench.poll(task);
        }
    }

    private List<Long> rowsOf(String host) {
        return storageOf(host).stream()
                .map(sample -> sample.getT().getEpochSecond())
                .toList();
    }

    private List<DiskSample> storageOf(String host) {
        return samples().stream()
                .filter(sample -> sample.getHost().equals(host) && sample.getResource() == DiskResource.SR)
                .toList();
    }

    private List<DiskSample> samples() {
        return read(Topics.defaults().diskSamples());
    }

    private List<HostHeartbeat> heartbeats() {
        return read(Topics.defaults().heartbeats());
    }

    private <V extends SpecificRecord> List<V> read(Topic<V> topic) {
        var deserializer = WireCodec.at(registry).deserializer(topic);
        List<V> values = new ArrayList<>();
        for (SourceRecord record : bench.records) {
            values.add(deserializer.deserialize(topic.name(), (byte[]) record.value()));
        }
        return values;
    }

    private Map<String, String> config() {
        Map<String, String> config = new HashMap<>();
        List<String> hosts = new ArrayList<>();
        for (PoolHost host : lab.access().hosts()) {
            hosts.add(host.name() + "=" + host.endpoint().authority() + "@" + host.claimedAddress());
        }
        config.put("pools", "closet");
        config.put("pools.closet.hosts", String.join(",", hosts));
        config.put("pools.closet.password", Laboratory.ROOT.password());
        config.put("tls.fingerprints", lab.face.fingerprint());
        config.put(
                "pools.closet.bmc",
                lab.access().hosts().stream()
                        .map(host ->
                                host.name() + "=" + host.bmc().orElseThrow().base())
                        .collect(Collectors.joining(",")));
        config.put("pools.closet.bmc.password", Laboratory.ROOT.password());
        config.put("schema.registry.url", registry);
        config.put("heartbeat.ms", "2000");
        config.put("deadline.ms", "1000");
        config.put("observer", "rack-a");
        config.put("disk.poll.ms", "500");
        return config;
    }
}
