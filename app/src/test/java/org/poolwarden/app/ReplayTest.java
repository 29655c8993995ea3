package org.poolwarden.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.poolwarden.app.PastIncident.Written;
import org.poolwarden.app.embedded.EmbeddedStack;
import org.poolwarden.failover.stream.PoolReplay;
import org.poolwarden.schema.CheckpointReason;
import org.poolwarden.schema.Finding;
import org.poolwarden.schema.Mode;
import org.poolwarden.schema.PoolCheckpoint;
import org.poolwarden.schema.VerdictKind;

/** What the topics still hold is decided again, as it was; and otherwise where something else was decided. */
@ExtendWith(SharedStack.class)
class ReplayTest {

    private static final String START = PastIncident.START.toString();

    private EmbeddedStack stack;
    private Laboratory lab;
    private PastIncident past;

    @TempDir
    private Path dir;

    @BeforeEach
    void open(EmbeddedStack stack, TestInfo test) throws IOException, InterruptedException {
        this.stack = stack;
        lab = new Laboratory(stack, test.getTestMethod().orElseThrow().getName() + ".", dir);
        past = new PastIncident(lab.topics, stack.codec(), dir.resolve("past"), "closet", "attic");
    }

    @AfterEach
    void close() {
        past.close();
        lab.close();
    }

    @Test
    void whatWasDecidedIsDecidedAgainToTheByte() throws Exception {
        loseTheMaster(Mode.AUTO);
        publish(records -> records);

        assertThat(replays("--from", START)).as(lab.said()).isZero();

        assertThat(lab.on(lab.topics.commands())).isNotEmpty();
        assertThat(lab.said())
                .contains("command PROMOTE of closet-2 (10.0.0.2)", "BLIND")
                .contains(summary("closet"), summary("attic"))
                .doesNotContain("cannot be made again", "first checkpoint");
    }

    @Test
    void aWindowBeginsAtTheCheckpointBeforeIt() throws Exception {
        past.policies(Mode.AUTO);
        past.calm(400);
        Instant from = past.now();
        past.masterIsOff(8);
        past.calm(3);
        publish(records -> records);
        assertThat(lab.on(lab.topics.checkpoints())).anyMatch(known -> known.getReason() == CheckpointReason.PERIODIC);

        assertThat(replays("--from", from.toString(), "--pool", "closet"))
                .as(lab.said())
                .isZero();

        long since = lab.on(lab.topics.findings()).stream()
                .filter(finding -> finding.getPool().equals("closet"))
                .filter(finding -> !finding.getJudgedAt().isBefore(from))
                .count();
        assertThat(since).isPositive();
        assertThat(lab.said())
                .contains("closet: " + since + " findings, 1 command, the same to the byte")
                .doesNotContain("attic", "first checkpoint");
    }

    @Test
    void aWindowThatReachesBackOverTheRetentionSaysSo() throws Exception {
        past.policies(Mode.AUTO);
        past.calm(400);
        past.masterIsOff(8);
        publish(records -> records);
        List<PoolCheckpoint> periodic = lab.on(lab.topics.checkpoints()).stream()
                .filter(known -> known.getReason() == CheckpointReason.PERIODIC)
                .toList();
        deleteHeartbeatsBefore(periodic.stream()
                .flatMap(known -> PoolReplay.needed(known).stream())
                .min(Long::compareTo)
                .orElseThrow());

        assertThat(replays("--from", START, "--pool", "closet")).as(lab.said()).isZero();

        assertThat(lab.said())
                .contains("1 command, the same to the byte\n")
                .contains("judged again from 2020-02-03 20:30:00Z on: that is its first checkpoint")
                .contains("the window reaches back over the retention of heartbeats: the oldest ones are gone")
                .contains(" decisions of then cannot be made again");
    }

    @Test
    void whereTheProcessorsLaggedItIsGoneOnFromWhatTheyHeld() throws Exception {
        past.policies(Mode.AUTO);
        past.calm(8);
        past.stall();
        past.calm(4);
        past.masterIsOff(8);
        publish(records -> records);
        assertThat(lab.on(lab.topics.checkpoints())).anyMatch(known -> known.getReason() == CheckpointReason.LAGGED);

        assertThat(replays("--from", START)).as(lab.said()).isZero();

        assertThat(lab.said()).contains("PROMOTE of closet-2", summary("closet"), summary("attic"));
    }

    @Test
    void aWordThatHeartbeatsHadOvertakenIsReadWhereItWasRead() throws Exception {
        past.policies(Mode.OBSERVE);
        past.calm(8);
        past.masterIsOff(4);
        past.overtakenPolicies(Mode.AUTO, PastIncident.H.multipliedBy(2));
        past.masterIsOff(4);
        publish(records -> records);
        assertThat(lab.on(lab.topics.commands())).hasSize(1);

        assertThat(replays("--from", START)).as(lab.said()).isZero();

        assertThat(lab.said()).contains("PROMOTE of closet-2", summary("closet"), summary("attic"));
    }

    @Test
    void anyNumberOfThreadsSaysTheSame() throws Exception {
        loseTheMaster(Mode.AUTO);
        publish(records -> records);

        replays("--from", START, "--threads", "1", "-o", "json");
        String alone = lab.said();
        replays("--from", START, "--threads", "4", "-o", "json");

        assertThat(alone).contains("\"kind\":\"command\"", "\"same\":true");
        assertThat(lab.said()).isEqualTo(alone);
    }

    @Test
    void anotherPolicyWithholdsTheCommandThatWasIssued() throws Exception {
        loseTheMaster(Mode.AUTO);
        publish(records -> records);
        Path policy = Files.writeString(dir.resolve("observe.yaml"), "mode: observe\n");

        assertThat(replays("--from", START, "--policy", policy.toString()))
                .as(lab.said())
                .isZero();

        assertThat(lab.said().lines()).anySatisfy(line -> assertThat(line)
                .contains("closet", "command PROMOTE of closet-2 (10.0.0.2)")
                .endsWith("withheld PROMOTE of 10.0.0.2: MODE"));
        assertThat(lab.said()).contains(summary("closet"));
    }

    @Test
    void aCommandThatWasWithheldWouldHaveBeenIssued() throws Exception {
        loseTheMaster(Mode.OBSERVE);
        publish(records -> records);
        Path policy = Files.writeString(dir.resolve("auto.yaml"), "mode: auto\n");

        replays("--from", START, "--policy", policy.toString(), "-o", "json");

        List<JsonNode> shifts = new ArrayList<>();
        for (String line : lab.said().lines().toList()) {
            JsonNode node = new ObjectMapper().readTree(line);
            if (node.get("is").asText().equals("shift")) {
                shifts.add(node);
            }
        }
        assertThat(shifts).anySatisfy(shift -> {
            assertThat(shift.get("pool").asText()).isEqualTo("closet");
            assertThat(shift.get("then").toString()).doesNotContain("notAfter");
            assertThat(shift.get("now").toString()).contains("\"kind\":\"PROMOTE\"", "notAfter");
        });
    }

    @Test
    void thePolicyThatStoodChangesNothing() throws Exception {
        loseTheMaster(Mode.AUTO);
        publish(records -> records);
        Path policy = Files.writeString(dir.resolve("auto.yaml"), "mode: auto\n");

        replays("--from", START, "--policy", policy.toString());

        assertThat(lab.said()).startsWith("With the other policy nothing would have been decided otherwise.\n");
    }

    @Test
    void aFindingThatSaysSomethingElseIsADifference() throws Exception {
        loseTheMaster(Mode.AUTO);
        publish(records -> records.stream().map(this::tampered).toList());

        assertThat(replays("--from", START)).isEqualTo(1);

        assertThat(lab.said())
                .contains("closet: ", ", 1 difference\n", "reason: then \"all is well\", again \"")
                .contains(summary("attic"));
    }

    @Test
    void aCommandThatIsNotThereIsADifference() throws Exception {
        loseTheMaster(Mode.AUTO);
        publish(records -> records.stream()
                .filter(record -> !record.topic().equals(lab.topics.commands().name()))
                .toList());

        assertThat(replays("--from", START)).isEqualTo(1);

        assertThat(lab.said()).contains("command PROMOTE of closet-2 (10.0.0.2) is decided again, and was not then");
    }

    @Test
    void withoutACheckpointNothingIsJudgedAndItSaysSo() throws Exception {
        loseTheMaster(Mode.AUTO);
        publish(records -> records.stream()
                .filter(record ->
                        !record.topic().equals(lab.topics.checkpoints().name()))
                .toList());

        assertThat(replays("--from", START)).isEqualTo(1);

        assertThat(lab.said())
                .contains("closet: not judged again\n", "there is no checkpoint to begin at")
                .doesNotContain("the same to the byte");
    }

    @Test
    void aWindowThatBeginsBeforeTheFirstCheckpointSaysWhereItIsJudgedFrom() throws Exception {
        loseTheMaster(Mode.AUTO);
        publish(records -> records);

        assertThat(replays(
                        "--from", PastIncident.START.minus(Duration.ofHours(1)).toString()))
                .isZero();

        assertThat(lab.said())
                .contains(summary("closet"), "judged again from 2020-02-03 20:00:00Z on: that is its first checkpoint");
    }

    @Test
    void nothingIsWritten() throws Exception {
        loseTheMaster(Mode.AUTO);
        publish(records -> records);
        Map<TopicPartition, Long> before = ends();
        Path policy = Files.writeString(dir.resolve("observe.yaml"), "mode: observe\n");

        replays("--from", START);
        replays("--from", START, "--policy", policy.toString());

        // Each topic has one partition here, and dead letters are no Avro.
        assertThat(ends()).isEqualTo(before).hasSize(lab.topics.all().size() + 1);
    }

    @Test
    void wrongWordsEndWithTwo() throws Exception {
        loseTheMaster(Mode.AUTO);
        publish(records -> records);

        assertThat(replays("--from", START, "--pool", "clozet")).isEqualTo(2);
        assertThat(lab.complained()).isEqualTo("unknown pool 'clozet'; the nearest is 'closet'\n");
        assertThat(replays("--from", "yesterday")).isEqualTo(2);
        assertThat(lab.complained()).contains("expected an instant such as 2026-11-22T20:00:05Z");
        assertThat(lab.types("replay", "--from", "1h", "--to", "2h")).isEqualTo(2);
        assertThat(lab.complained()).startsWith("--to: expected a time after --from ");
        Path policy = Files.writeString(dir.resolve("typo.yaml"), "mod: auto\n");
        assertThat(replays("--from", START, "--policy", policy.toString())).isEqualTo(2);
        assertThat(lab.complained()).isEqualTo("unknown key 'mod'; the nearest is 'mode'\n");
    }

    /** A calm minute, half a minute in which nobody is heard, and then the master has no power. */
    private void loseTheMaster(Mode mode) {
        past.policies(mode);
        past.calm(12);
        past.silence(Duration.ofSeconds(30));
        past.calm(6);
        past.masterIsOff(8);
        past.calm(3);
    }

    private void publish(UnaryOperator<List<Written>> change) throws Exception {
        PastIncident.publish(stack.bootstrap(), lab.topics, change.apply(past.written()));
    }

    private void deleteHeartbeatsBefore(long offset) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrap()))) {
            admin.deleteRecords(Map.of(
                            new TopicPartition(lab.topics.heartbeats().name(), 0),
                            RecordsToDelete.beforeOffset(offset)))
                    .all()
                    .get();
        }
    }

    private int replays(String... words) {
        List<String> all = new ArrayList<>(List.of("replay"));
        all.addAll(List.of(words));
        all.addAll(List.of("--to", past.now().toString()));
        return lab.types(all.toArray(String[]::new));
    }

    /** The line of a pool whose every decision on the topics is decided again. */
    private String summary(String pool) {
        long findings = lab.on(lab.topics.findings()).stream()
                .filter(finding -> finding.getPool().equals(pool))
                .count();
        long commands = lab.on(lab.topics.commands()).stream()
                .filter(command -> command.getPool().equals(pool))
                .count();
        return pool + ": " + findings + (findings == 1 ? " finding, " : " findings, ") + commands
                + (commands == 1 ? " command" : " commands") + ", the same to the byte\n";
    }

    /** The finding of the half a minute in which nobody was heard says that all is well. */
    private Written tampered(Written record) {
        if (!record.topic().equals(lab.topics.findings().name())) {
            return record;
        }
        Finding finding = stack.codec().deserializer(lab.topics.findings()).deserialize(record.topic(), record.value());
        boolean isMeant = finding.getPool().equals("closet")
                && finding.getVerdict() == VerdictKind.BLIND
                && finding.getCause().startsWith("tick after ");
        if (!isMeant) {
            return record;
        }
        byte[] other = stack.codec()
                .serializer(lab.topics.findings())
                .serialize(
                        record.topic(),
                        Finding.newBuilder(finding).setReason("all is well").build());
        return new Written(record.topic(), record.key(), other, record.at());
    }

    private Map<TopicPartition, Long> ends() throws ExecutionException, InterruptedException {
        List<String> names = new ArrayList<>(
                lab.topics.all().stream().map(topic -> topic.name()).toList());
        names.add(lab.topics.deadLetters());
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrap()))) {
            Map<TopicPartition, OffsetSpec> wanted = names.stream()
                    .collect(Collectors.toMap(name -> new TopicPartition(name, 0), name -> OffsetSpec.latest()));
            Map<TopicPartition, Long> ends = new TreeMap<>(Comparator.comparing(TopicPartition::topic));
            admin.listOffsets(wanted).all().get().forEach((partition, end) -> ends.put(partition, end.offset()));
            return ends;
        }
    }
}
