package org.poolwarden.failover.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.poolwarden.failover.Decision;
import org.poolwarden.failover.PoolState;
import org.poolwarden.failover.Tolerance;
import org.poolwarden.schema.Alert;
import org.poolwarden.schema.AlertState;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.Finding;
import org.poolwarden.schema.HaStatement;
import org.poolwarden.schema.HostHeartbeat;
import org.poolwarden.schema.Member;
import org.poolwarden.schema.Mode;
import org.poolwarden.schema.PoolPolicy;
import org.poolwarden.schema.PoolSnapshot;
import org.poolwarden.schema.Power;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.schema.Testimony;
import org.poolwarden.schema.VerdictKind;
import org.poolwarden.schema.topic.Topic;
import org.poolwarden.schema.topic.Topics;
import org.poolwarden.schema.wire.WireCodec;

class FailoverTopologyTest {

    private static final Instant START = Instant.parse("2026-11-22T20:00:00Z");
    private static final Duration H = Tolerance.DEFAULT.heartbeat();

    private final Topics topics = Topics.defaults();
    private final WireCodec codec = new WireCodec(new MockSchemaRegistryClient());

    @TempDir
    private Path stateDir;

    private final Heard heard = new Heard();
    private TopologyTestDriver driver;
    private Instant now = START;
    private long round;
    private long incarnation = 1;

    private static final class Heard implements Listener {

        private final List<VerdictKind> verdicts = new ArrayList<>();
        private final List<String> released = new ArrayList<>();

        @Override
        public void decided(Decision decision) {
            verdicts.add(decision.verdict());
        }

        @Override
        public void released(Collection<String> pools) {
            released.addAll(pools);
        }
    }

    @BeforeEach
    void open() {
        driver = start(config());
    }

    @AfterEach
    void close() {
        driver.close();
    }

    private Properties config() {
        return FailoverStreams.config("test", "nowhere:9092", stateDir, topics.deadLetters());
    }

    private TopologyTestDriver start(Properties config) {
        return new TopologyTestDriver(topology().get(), config, now);
    }

    /** Under exactly-once the test driver forgets what is sent outside of a processed record; a real broker does not. */
    private void startAtLeastOnce() {
        driver.close();
        Properties config = config();
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        driver = start(config);
    }

    private FailoverTopology topology() {
        return new FailoverTopology(topics, codec, Tolerance.DEFAULT, heard);
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
        assertThat(nodes).isNotEmpty().allMatch(name -> name.matches("(read|watch|grant|write)(-[a-z]+)+"));
        assertThat(stores).isNotEmpty().allMatch(name -> name.matches("[a-z-]+s"));
    }

    @Test
    void allThatIsDecidedAboutAPoolIsDecidedInOneSubTopology() {
        assertThat(topology().get().describe().subtopologies())
                .extracting(part -> part.nodes().stream()
                        .map(TopologyDescription.Node::name)
                        .filter(name -> name.matches("(watch|grant)-.*"))
                        .toList())
                .containsExactlyInAnyOrder(List.of("watch-pools"), List.of("grant-budget"));
    }

    @Test
    void topicsThatFeedOneNodeHaveEqualPartitionCounts() {
        Set<Integer> counts = new HashSet<>();
        List.of(topics.heartbeats(), topics.policies(), topics.operatorActions(), topics.outcomes(), topics.grants())
                .forEach(topic -> counts.add(topic.partitions()));
        assertThat(counts).hasSize(1);
    }

    @Test
    void aLostMasterBecomesAFindingAnAlertAndACommandAndThenSilence() {
        policy(Mode.AUTO);
        settle();
        assertThat(read(topics.findings())).extracting(Finding::getVerdict).contains(VerdictKind.SETTLED);

        rounds(3, this::masterIsOff);
        assertThat(read(topics.findings())).extracting(Finding::getVerdict).contains(VerdictKind.MASTER_LOST);
        assertThat(read(topics.alerts())).extracting(Alert::getState).containsExactly(AlertState.FIRING);
        assertThat(read(topics.commands())).hasSize(1);

        rounds(3, this::masterIsOff);
        assertThat(read(topics.alerts())).isEmpty();
        assertThat(read(topics.commands())).isEmpty();
    }

    /** Else a metric of an instance would show for ever what another one judges now. */
    @Test
    void whoListensIsToldOfEveryVerdictAndOfPoolsThatGoElsewhere() {
        settle();
        assertThat(heard.verdicts).endsWith(VerdictKind.SETTLED);
        assertThat(heard.released).isEmpty();

        driver.close();
        assertThat(heard.released).containsExactly("closet");
        driver = start(config());
    }

    @Test
    void anAlertLeavesItsTopicSevenDaysAfterItResolved() {
        startAtLeastOnce();
        policy(Mode.OBSERVE);
        settle();
        rounds(3, this::masterIsOff);
        rounds(4, this::allIsWell);
        assertThat(read(topics.alerts()))
                .extracting(Alert::getState)
                .containsExactly(AlertState.FIRING, AlertState.RESOLVED);

        advance(Duration.ofDays(7).minusMinutes(1));
        quietRounds(3);
        assertThat(tombstones()).isEmpty();

        advance(Duration.ofMinutes(1));
        assertThat(tombstones()).containsExactly("closet/MASTER_LOST");
        quietRounds(3);
        assertThat(tombstones()).isEmpty();
    }

    private List<String> tombstones() {
        TestOutputTopic<String, Alert> alerts = driver.createOutputTopic(
                topics.alerts().name(),
                new StringDeserializer(),
                codec.serde(topics.alerts()).deserializer());
        return alerts.readKeyValuesToList().stream()
                .filter(alert -> alert.value == null)
                .map(alert -> alert.key)
                .toList();
    }

    @Test
    void silenceIsFoundByTheWallClockAlone() {
        policy(Mode.AUTO);
        settle();
        read(topics.findings());
        advance(Duration.ofSeconds(30));
        assertThat(read(topics.findings())).extracting(Finding::getVerdict).containsExactly(VerdictKind.BLIND);
    }

    @Test
    void aHeartbeatThatChangesNothingWritesNoChangelogRecordAndNothingElse() {
        policy(Mode.AUTO);
        settle();
        assertThat(changelog()).as("of a pool that became known").isPositive();
        List.of(topics.findings(), topics.alerts(), topics.requests(), topics.checkpoints())
                .forEach(this::read);

        quietRounds(20);

        assertThat(changelog()).isZero();
        assertThat(List.of(topics.findings(), topics.alerts(), topics.requests(), topics.checkpoints()))
                .allSatisfy(topic -> assertThat(read(topic)).as(topic.name()).isEmpty());
    }

    /** How many records the store's changelog got since it was last asked for. */
    private int changelog() {
        return driver.createOutputTopic(
                        "test-" + FailoverTopology.POOLS + "-changelog",
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())
                .readRecordsToList()
                .size();
    }

    @Test
    void aRestartedProcessorKeepsWhatItKnewAndRepeatsNoCommandAndNoAlert() {
        policy(Mode.AUTO);
        settle();
        rounds(3, this::masterIsOff);
        RecoveryCommand issued = read(topics.commands()).get(0);
        Map<String, PoolState> changelog = Map.of("closet", (PoolState)
                driver.getKeyValueStore(FailoverTopology.POOLS).get("closet"));

        driver.close();
        driver = start(config());
        KeyValueStore<String, PoolState> pools = driver.getKeyValueStore(FailoverTopology.POOLS);
        changelog.forEach(pools::put);
        rounds(4, this::masterIsOff);

        assertThat(read(topics.commands())).isEmpty();
        assertThat(read(topics.alerts())).isEmpty();
        assertThat(pools.get("closet").recovery().orElseThrow().rung().commandId())
                .isEqualTo(issued.getId());
    }

    /** What the log says of the time before the restart is known, and not acted upon. */
    @Test
    void roundsThatWerePublishedBeforeTheRestartAreNotTheTwoThatAreAwaited() {
        policy(Mode.AUTO);
        settle();
        Object row = driver.getKeyValueStore(FailoverTopology.POOLS).get("closet");
        advance(H.multipliedBy(4));
        driver.close();
        driver = start(config());
        driver.<String, Object>getKeyValueStore(FailoverTopology.POOLS).put("closet", row);

        rounds(2, this::masterIsOff, now.minus(H.multipliedBy(2)));
        assertThat(read(topics.findings())).extracting(Finding::getVerdict).containsOnly(VerdictKind.BLIND);
        rounds(1, this::masterIsOff);
        assertThat(read(topics.commands())).isEmpty();
        rounds(1, this::masterIsOff);
        assertThat(read(topics.commands())).hasSize(1);
    }

    @Test
    void aProcessorThatLagsAwaitsTwoRoundsFromThenOn() {
        policy(Mode.AUTO);
        settle();
        advance(H.multipliedBy(8));

        rounds(8, this::masterIsOff, now.minus(H.multipliedBy(8)));
        assertThat(read(topics.commands())).isEmpty();
        rounds(1, this::masterIsOff);
        assertThat(read(topics.commands())).isEmpty();
        rounds(1, this::masterIsOff);
        assertThat(read(topics.commands())).hasSize(1);
    }

    /** A word that lay longer on its topic than heartbeats do on theirs takes nobody back to when it was said. */
    @Test
    void nothingIsJudgedAsOfATimeBeforeTheLastHeartbeat() {
        policy(Mode.ADVISE);
        settle();
        rounds(3, this::masterIsOff);
        Instant last = now.minus(H);
        Instant said = now.minus(H.multipliedBy(2));

        policy(Mode.AUTO, said);

        assertThat(read(topics.commands()))
                .extracting(RecoveryCommand::getIssuedAt)
                .containsExactly(last);
    }

    @Test
    void aLateRecordIsFoldedAndNotJudged() {
        policy(Mode.AUTO);
        settle();
        read(topics.findings());
        advance(Duration.ofSeconds(5));
        Instant late = now.minusSeconds(60);
        round++;
        heartbeats().pipeInput("closet", masterIsOff(0), late);
        heartbeats().pipeInput("closet", masterIsOff(1), late);
        assertThat(read(topics.commands())).isEmpty();
        assertThat(read(topics.alerts())).isEmpty();
    }

    @Test
    void bytesThatAreNoRecordGoToTheDeadLettersWithTheReasonAndStopNothing() {
        startAtLeastOnce();
        byte[] poison = "not a record".getBytes(StandardCharsets.UTF_8);
        driver.createInputTopic(topics.heartbeats().name(), new StringSerializer(), new ByteArraySerializer())
                .pipeInput("closet", poison);
        settle();
        assertThat(read(topics.findings())).extracting(Finding::getVerdict).contains(VerdictKind.SETTLED);
        TestRecord<String, byte[]> letter = driver.createOutputTopic(
                        topics.deadLetters(), new StringDeserializer(), new ByteArrayDeserializer())
                .readRecord();
        assertThat(letter.getValue()).isEqualTo(poison);
        assertThat(letter.getKey()).isEqualTo("closet");
        assertThat(header(letter, "poolwarden.topic")).isEqualTo("xen.heartbeats");
        assertThat(header(letter, "poolwarden.offset")).isEqualTo("0");
        assertThat(header(letter, "poolwarden.reason")).contains("zero byte");
    }

    @Test
    void aSchemaThatTheRegistryDoesNotKnowIsADeadLetterToo() {
        startAtLeastOnce();
        driver.createInputTopic(topics.heartbeats().name(), new StringSerializer(), new ByteArraySerializer())
                .pipeInput("closet", new byte[] {0, 0, 0, 77, 7, 1, 2, 3});
        settle();
        assertThat(driver.createOutputTopic(topics.deadLetters(), new StringDeserializer(), new ByteArrayDeserializer())
                        .getQueueSize())
                .isEqualTo(1);
    }

    @Test
    void aRowSurvivesItsWayThroughBytes() {
        policy(Mode.AUTO);
        settle();
        rounds(3, this::masterIsOff);
        PoolState state =
                (PoolState) driver.getKeyValueStore(FailoverTopology.POOLS).get("closet");
        byte[] bytes = PoolRows.serde().serializer().serialize("pools", state);
        assertThat(PoolRows.serde().deserializer().deserialize("pools", bytes)).isEqualTo(state);
    }

    private static String header(TestRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private interface Word {
        HostHeartbeat of(int host);
    }

    private void settle() {
        rounds(3, this::allIsWell);
    }

    private void quietRounds(int count) {
        rounds(count, host -> HostHeartbeat.newBuilder(allIsWell(host))
                .setSnapshot(null)
                .build());
    }

    private void rounds(int count, Word word) {
        for (int i = 0; i < count; i++) {
            round++;
            heartbeats().pipeInput("closet", word.of(0), now);
            heartbeats().pipeInput("closet", word.of(1), now);
            advance(H);
        }
    }

    /** Rounds that lie in the log since {@code first} and are read now, at once. */
    private void rounds(int count, Word word, Instant first) {
        for (int i = 0; i < count; i++) {
            round++;
            heartbeats().pipeInput("closet", word.of(0), first.plus(H.multipliedBy(i)));
            heartbeats().pipeInput("closet", word.of(1), first.plus(H.multipliedBy(i)));
        }
    }

    private void advance(Duration time) {
        now = now.plus(time);
        driver.advanceWallClockTime(time);
    }

    private TestInputTopic<String, HostHeartbeat> heartbeats() {
        return driver.createInputTopic(
                topics.heartbeats().name(),
                new StringSerializer(),
                codec.serde(topics.heartbeats()).serializer());
    }

    private void policy(Mode mode) {
        policy(mode, now);
    }

    private void policy(Mode mode, Instant at) {
        PoolPolicy policy = PoolPolicy.newBuilder()
                .setPool("closet")
                .setMode(mode)
                .setHa(HaStatement.UNKNOWN)
                .build();
        driver.createInputTopic(
                        topics.policies().name(),
                        new StringSerializer(),
                        codec.serde(topics.policies()).serializer())
                .pipeInput("closet", policy, at);
    }

    private <V extends SpecificRecord> List<V> read(Topic<V> topic) {
        TestOutputTopic<String, V> output = driver.createOutputTopic(
                topic.name(), new StringDeserializer(), codec.serde(topic).deserializer());
        return output.readValuesToList();
    }

    private HostHeartbeat allIsWell(int host) {
        HostHeartbeat.Builder heartbeat = blank(host);
        return host == 0
                ? heartbeat
                        .setAnswer(Answer.MASTER)
                        .setPoolUuid("pool-uuid")
                        .setSnapshot(snapshot())
                        .build()
                : heartbeat
                        .setAnswer(Answer.SLAVE)
                        .setMasterAddress("10.0.0.1")
                        .setTestimony(Testimony.CONNECTED)
                        .build();
    }

    private HostHeartbeat masterIsOff(int host) {
        HostHeartbeat.Builder heartbeat = blank(host);
        return host == 0
                ? heartbeat
                        .setAnswer(Answer.UNREACHABLE)
                        .setPower(Power.OFF)
                        .setPowerAgeMs(10L)
                        .build()
                : heartbeat
                        .setAnswer(Answer.SLAVE)
                        .setMasterAddress("10.0.0.1")
                        .setTestimony(Testimony.LOST)
                        .build();
    }

    private HostHeartbeat.Builder blank(int host) {
        return HostHeartbeat.newBuilder()
                .setPool("closet")
                .setHost("host" + host)
                .setAddress("10.0.0." + (host + 1))
                .setObserver("rack-a")
                .setIncarnation(incarnation)
                .setRound(round)
                .setHostsInRound(2)
                .setStartedAt(now)
                .setTookMs(10)
                .setTestimony(Testimony.ABSENT)
                .setPower(Power.NOT_READ);
    }

    private static PoolSnapshot snapshot() {
        List<Member> members = List.of(member(0), member(1));
        return PoolSnapshot.newBuilder()
                .setPoolUuid("pool-uuid")
                .setPoolLabel("")
                .setMasterUuid("uuid0")
                .setHaEnabled(false)
                .setHosts(members)
                .setSharedStorage(List.of("nfs"))
                .build();
    }

    private static Member member(int host) {
        return Member.newBuilder()
                .setUuid("uuid" + host)
                .setName("host" + host)
                .setAddress("10.0.0." + (host + 1))
                .setEnabled(true)
                .setLive(true)
                .setVersion("8.2.1")
                .setAgentStartTime("1.")
                .build();
    }
}
