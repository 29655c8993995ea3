package org.poolwarden.failover.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.poolwarden.failover.Decision;
import org.poolwarden.failover.Tolerance;
import org.poolwarden.schema.Alert;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.CheckpointReason;
import org.poolwarden.schema.Finding;
import org.poolwarden.schema.HaStatement;
import org.poolwarden.schema.HostHeartbeat;
import org.poolwarden.schema.Member;
import org.poolwarden.schema.Mode;
import org.poolwarden.schema.PoolCheckpoint;
import org.poolwarden.schema.PoolPolicy;
import org.poolwarden.schema.PoolSnapshot;
import org.poolwarden.schema.Power;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.schema.RecoveryGrant;
import org.poolwarden.schema.Testimony;
import org.poolwarden.schema.topic.Topic;
import org.poolwarden.schema.topic.Topics;
import org.poolwarden.schema.wire.WireCodec;

/** What the topology decided is decided again from its topics, to the byte. */
class PoolReplayTest {

    private static final Duration H = Tolerance.DEFAULT.heartbeat();

    private final Topics topics = Topics.defaults();
    private final WireCodec codec = new WireCodec(new MockSchemaRegistryClient());
    private final List<Entry> log = new ArrayList<>();
    private final Map<String, Long> ends = new TreeMap<>();
    private final List<SpecificRecord> decided = new ArrayList<>();
    private final List<PoolCheckpoint> checkpoints = new ArrayList<>();

    @TempDir
    private Path stateDir;

    private TopologyTestDriver driver;
    private Instant now = Instant.parse("2026-11-22T20:00:00Z");
    private long round;

    @BeforeEach
    void open() {
        Properties config = FailoverStreams.config("test", "nowhere:9092", stateDir, topics.deadLetters());
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        driver = new TopologyTestDriver(new FailoverTopology(topics, codec, Tolerance.DEFAULT).get(), config, now);
    }

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void theSameRecordsGiveTheSameDecisionsFromTheFirstCheckpointAndFromALaterOne() {
        pipe(topics.policies(), policy());
        rounds(400, this::calm);
        rounds(8, this::masterIsOff);
        rounds(3, this::calm);

        assertThat(decided).hasAtLeastOneElementOfType(RecoveryCommand.class);
        assertThat(byTopic(replayed(checkpoints.get(0)))).isEqualTo(byTopic(decided));
        assertThat(checkpoints)
                .extracting(PoolCheckpoint::getReason)
                .contains(CheckpointReason.PERIODIC, CheckpointReason.WORD);
        PoolCheckpoint periodic = last(CheckpointReason.PERIODIC);
        assertThat(byTopic(replayed(periodic))).isNotEmpty().isEqualTo(byTopic(decidedAfter(periodic)));
        PoolCheckpoint word = last(CheckpointReason.WORD);
        assertThat(byTopic(replayed(word))).isEqualTo(byTopic(decidedAfter(word)));
    }

    private PoolCheckpoint last(CheckpointReason reason) {
        return checkpoints.stream()
                .filter(known -> known.getReason() == reason)
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    /** What followed from records that the checkpoint does not name. */
    private List<SpecificRecord> decidedAfter(PoolCheckpoint checkpoint) {
        Set<String> places = log.stream()
                .filter(entry -> entry.offset() <= checkpoint.getPositions().getOrDefault(entry.topic(), -1L))
                .map(Entry::place)
                .collect(Collectors.toSet());
        return decided.stream()
                .filter(decision -> !places.contains(causeOf(decision).replace("tick after ", "")))
                .toList();
    }

    /** Each topic has its own order; between topics there is none. */
    private static Map<String, List<SpecificRecord>> byTopic(List<SpecificRecord> decisions) {
        return decisions.stream()
                .collect(Collectors.groupingBy(decision -> decision.getSchema().getName()));
    }

    private List<SpecificRecord> replayed(PoolCheckpoint from) {
        PoolReplay replay = new PoolReplay(from, Tolerance.DEFAULT, this::heartbeat);
        List<SpecificRecord> again = new ArrayList<>();
        for (Entry entry : log) {
            if (entry.offset() <= from.getPositions().getOrDefault(entry.topic(), -1L)) {
                continue;
            }
            replay.read(entry).decision().ifPresent(decision -> again.addAll(said(decision)));
            ticksAfter(entry).forEach((at, cause) -> again.addAll(said(replay.judge(at, cause))));
        }
        return again;
    }

    /** The instants at which time looked in after a record and found something to say. */
    private Map<Instant, String> ticksAfter(Entry entry) {
        Map<Instant, String> ticks = new TreeMap<>();
        decided.stream()
                .filter(decision -> causeOf(decision).equals("tick after " + entry.place()))
                .forEach(decision -> ticks.put(timeOf(decision), causeOf(decision)));
        return ticks;
    }

    private static List<SpecificRecord> said(Decision decision) {
        List<SpecificRecord> said = new ArrayList<>();
        decision.finding().ifPresent(said::add);
        said.addAll(decision.alerts());
        decision.command().ifPresent(said::add);
        return said;
    }

    private Entry heartbeat(long offset) {
        return log.stream()
                .filter(entry -> entry.topic().equals(topics.heartbeats().name()) && entry.offset() == offset)
                .findFirst()
                .orElseThrow();
    }

    private static String causeOf(SpecificRecord decision) {
        return String.valueOf(
                decision.get(decision.getSchema().getField("cause").pos()));
    }

    private static Instant timeOf(SpecificRecord decision) {
        if (decision instanceof Finding finding) {
            return finding.getJudgedAt();
        }
        return decision instanceof Alert alert ? alert.getJudgedAt() : ((RecoveryCommand) decision).getIssuedAt();
    }

    private interface Word {
        HostHeartbeat.Builder of(HostHeartbeat.Builder heartbeat, boolean first);
    }

    private void rounds(int count, Word word) {
        for (int i = 0; i < count; i++) {
            round++;
            pipe(topics.heartbeats(), word.of(blank(1), true).build());
            pipe(topics.heartbeats(), word.of(blank(2), false).build());
            for (int second = 0; second < H.toSeconds(); second++) {
                now = now.plusSeconds(1);
                driver.advanceWallClockTime(Duration.ofSeconds(1));
                drain();
            }
        }
    }

    private <V extends SpecificRecord> void pipe(Topic<V> topic, V value) {
        log.add(entry(topic, value));
        driver.createInputTopic(
                        topic.name(), new StringSerializer(), codec.serde(topic).serializer())
                .pipeInput("closet", value, now);
        drain();
    }

    private Entry entry(Topic<?> topic, SpecificRecord value) {
        long offset = ends.merge(topic.name(), 1L, Long::sum) - 1;
        return new Entry(value, now, topic.name(), 0, offset);
    }

    private void drain() {
        List<SpecificRecord> findings = new ArrayList<>(read(topics.findings()));
        List<Alert> alerts = read(topics.alerts());
        List<RecoveryCommand> commands = read(topics.commands());
        for (RecoveryGrant grant : read(topics.grants())) {
            log.add(entry(topics.grants(), grant));
        }
        decided.addAll(findings);
        decided.addAll(alerts);
        decided.addAll(commands);
        checkpoints.addAll(read(topics.checkpoints()));
    }

    private <V extends SpecificRecord> List<V> read(Topic<V> topic) {
        return driver.createOutputTopic(
                        topic.name(),
                        new StringDeserializer(),
                        codec.serde(topic).deserializer())
                .readValuesToList();
    }

    private HostHeartbeat.Builder calm(HostHeartbeat.Builder heartbeat, boolean first) {
        return first
                ? heartbeat
                        .setAnswer(Answer.MASTER)
                        .setPoolUuid("pool-uuid")
                        .setSnapshot(round % 6 == 1 ? snapshot() : null)
                : heartbeat
                        .setAnswer(Answer.SLAVE)
                        .setMasterAddress("10.0.0.1")
                        .setTestimony(round % 6 == 1 ? Testimony.CONNECTED : Testimony.ABSENT);
    }

    private HostHeartbeat.Builder masterIsOff(HostHeartbeat.Builder heartbeat, boolean first) {
        return first
                ? heartbeat.setAnswer(Answer.UNREACHABLE).setPower(Power.OFF).setPowerAgeMs(10L)
                : heartbeat.setAnswer(Answer.SLAVE).setMasterAddress("10.0.0.1").setTestimony(Testimony.LOST);
    }

    private HostHeartbeat.Builder blank(int host) {
        return HostHeartbeat.newBuilder()
                .setPool("closet")
                .setHost("host" + host)
                .setAddress("10.0.0." + host)
                .setObserver("rack-a")
                .setIncarnation(1)
                .setRound(round)
                .setHostsInRound(2)
                .setStartedAt(now)
                .setTookMs(10)
                .setTestimony(Testimony.ABSENT)
                .setPower(Power.NOT_READ);
    }

    private static PoolPolicy policy() {
        return PoolPolicy.newBuilder()
                .setPool("closet")
                .setMode(Mode.AUTO)
                .setHa(HaStatement.UNKNOWN)
                .build();
    }

    private static PoolSnapshot snapshot() {
        return PoolSnapshot.newBuilder()
                .setPoolUuid("pool-uuid")
                .setPoolLabel("")
                .setMasterUuid("uuid1")
                .setHaEnabled(false)
                .setHosts(List.of(member(1), member(2)))
                .setSharedStorage(List.of("nfs"))
                .build();
    }

    private static Member member(int host) {
        return Member.newBuilder()
                .setUuid("uuid" + host)
                .setName("host" + host)
                .setAddress("10.0.0." + host)
                .setEnabled(true)
                .setLive(true)
                .setVersion("8.2.1")
                .setAgentStartTime("1.")
                .build();
    }
}
