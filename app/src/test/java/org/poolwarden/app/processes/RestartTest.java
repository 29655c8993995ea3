package org.poolwarden.app.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.ClassicGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.ClassicGroupState;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.poolwarden.schema.topic.Topics;

/** What it costs that an instance stops, dies or is asked to be two. Seconds are printed, and nothing rests on them. */
@Tag("processes")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RestartTest {

    private static final int PARTITIONS = 4;
    private static final Pattern ASSIGNED = Pattern.compile(
            "Handle new assignment with:\\s+New active tasks: \\[(.*?)]\\s+New standby tasks: \\[(.*?)]");

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<StagedPool> pools =
            IntStream.rangeClosed(1, 8).mapToObj(StagedPool::new).toList();
    private Path dir;
    private Broker broker;

    @BeforeAll
    void open(@TempDir Path temporary) {
        dir = temporary;
        broker = Broker.start(dir);
    }

    @AfterAll
    void close() {
        broker.close();
    }

    /** The session timeout is so long here that a restart which waits for it does not come to its end. */
    @Test
    void neitherAStopNorAKillOfOneOfTwoCostsARebalance() throws Exception {
        Map<String, String> patient = Map.of("kafka.consumer.session.timeout.ms", "600000");
        try (Instance a = instance("quick", "a", patient);
                Instance b = instance("quick", "b", patient)) {
            a.start();
            b.start();
            awaitSpread("quick", a, b);
            Map<String, Set<String>> before = assignments("quick");
            long rebalances = rebalances(b);

            assertThat(a.stop()).as("exit status after SIGTERM").isEqualTo(143);
            assertThat(assignments("quick"))
                    .as("a member that stops keeps its place")
                    .isEqualTo(before);
            report("clean stop and start of one of two", begun(a));
            a.kill();
            report("kill -9 and start of one of two", begun(a));

            assertThat(assignments("quick")).isEqualTo(before);
            assertThat(rebalances(b)).as("rebalances that the other one saw").isEqualTo(rebalances);
        }
    }

    @Test
    void theStandbyTakesOverWhatADeadInstanceHad() throws Exception {
        Topics topics = topics("standby");
        try (Instance a = instance("standby", "a", Map.of());
                Instance b = instance("standby", "b", Map.of())) {
            a.start();
            b.start();
            awaitSpread("standby", a, b);
            await().atMost(Child.PATIENCE)
                    .until(() -> union(active(a), standby(a)).equals(union(active(b), standby(b))));
            Set<String> lost = active(a);
            assertThat(standby(b)).as("every task has a standby").containsAll(lost);
            try (Play play = new Play(broker, topics, pools, 2)) {
                play.begin();
                await().atMost(Child.PATIENCE)
                        .until(() -> !broker.read(topics.commands()).isEmpty());
                Instant killed = Instant.now();
                a.kill();
                await().atMost(Child.PATIENCE).until(() -> active(b).containsAll(lost));
                report("kill -9 of one of two until the other has its tasks", Duration.between(killed, Instant.now()));
                assertThat(play.isOverWithin(Child.PATIENCE.toMillis()))
                        .as(play.progress())
                        .isTrue();
                awaitReady(b);
                a.start();
                awaitSpread("standby", a, b);
                awaitReady(a);
                awaitReady(b);
            }
        }
        Ledger ledger = Ledger.of(broker, topics);
        ledger.hasOneRecoveryOf(pools);
        ledger.hasOneAlertOfEachLoss(pools);
    }

    @Test
    void twoOfOneNameAreOneTooManyAndTheFirstSaysSoAndEnds() throws Exception {
        try (Instance first = instance("twins", "a", Map.of());
                Instance second = instance(
                        "twins", "a", Map.of("state.dir", dir.resolve("other").toString()))) {
            first.start();
            first.awaitRunning();
            second.start();

            assertThat(first.process().awaitExit()).isEqualTo(1);
            assertThat(first.process().text()).contains("another process runs as instance=a and has taken over");
            second.awaitRunning();
            assertThat(second.process().isAlive()).isTrue();
        }
    }

    @Test
    void twoInOneStateDirectoryAreOneTooManyAndTheSecondSaysSo() throws Exception {
        String shared = dir.resolve("shared").toString();
        try (Instance first = instance("roommates", "a", Map.of("state.dir", shared));
                Instance second = instance("roommates", "b", Map.of("state.dir", shared))) {
            first.start();
            first.awaitRunning();
            second.start();

            assertThat(second.process().awaitExit()).isEqualTo(1);
            assertThat(second.process().text()).contains("state.dir " + shared + " cannot be used");
            assertThat(first.process().isAlive()).isTrue();
        }
    }

    private Instance instance(String group, String name, Map<String, String> more) throws IOException {
        Map<String, String> config = new HashMap<>(Map.of(
                "application.id", group, "topic.prefix", group + ".", "topic.partitions", String.valueOf(PARTITIONS)));
        config.putAll(more);
        return new Instance(broker, name, Files.createTempDirectory(dir, group), config);
    }

    private static Topics topics(String group) {
        return new Topics(group + ".", PARTITIONS);
    }

    private static Duration begun(Instance instance) {
        Instant start = Instant.now();
        instance.start();
        instance.awaitRunning();
        return Duration.between(start, Instant.now());
    }

    private static void report(String what, Duration time) {
        System.out.printf("%s: %.1f s%n", what, time.toMillis() / 1000.0);
    }

    /** Both run, the group is stable, and each has about half of the tasks. */
    private void awaitSpread(String group, Instance a, Instance b) {
        a.awaitRunning();
        b.awaitRunning();
        await().atMost(Child.PATIENCE)
                .until(() -> group(group).state() == ClassicGroupState.STABLE
                        && active(a).size() + active(b).size() == PARTITIONS + 1
                        && Math.abs(active(a).size() - active(b).size()) <= 1);
    }

    private ClassicGroupDescription group(String group) throws Exception {
        return broker.admin().describeClassicGroups(List.of(group)).all().get().get(group);
    }

    /** Which partitions each member has, by the name that it keeps. */
    private Map<String, Set<String>> assignments(String group) throws Exception {
        return group(group).members().stream()
                .collect(Collectors.toMap(member -> member.groupInstanceId().orElseThrow(), RestartTest::partitions));
    }

    private static Set<String> partitions(MemberDescription member) {
        return member.assignment().topicPartitions().stream()
                .map(Object::toString)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static long rebalances(Instance instance) {
        return instance.process().count("State transition from RUNNING to REBALANCING");
    }

    private static Set<String> active(Instance instance) {
        return lastAssignment(instance, 1);
    }

    private static Set<String> standby(Instance instance) {
        return lastAssignment(instance, 2);
    }

    private static Set<String> lastAssignment(Instance instance, int group) {
        Set<String> tasks = new TreeSet<>();
        Matcher assigned = ASSIGNED.matcher(instance.process().text());
        while (assigned.find()) {
            tasks.clear();
            tasks.addAll(List.of(assigned.group(group).split(", ")));
            tasks.remove("");
        }
        return tasks;
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        Set<String> all = new TreeSet<>(some);
        all.addAll(others);
        return all;
    }

    private void awaitReady(Instance instance) {
        HttpRequest probe =
                HttpRequest.newBuilder(URI.create(instance.url() + "/readyz")).build();
        await().atMost(Child.PATIENCE)
                .until(() -> http.send(probe, BodyHandlers.ofString()).statusCode() == 200);
    }
}
