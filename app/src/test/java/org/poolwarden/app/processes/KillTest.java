package org.poolwarden.app.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.poolwarden.failover.Tolerance;
import org.poolwarden.schema.topic.Topics;

/**
 * Exactly once, with processes: two instances of {@code poolwarden run} on a broker of its own, masters that die, and
 * SIGKILL at any moment. CONTRIBUTING.md says how to have more of it.
 */
@Tag("processes")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KillTest {

    private static final int PARTITIONS = 4;
    private static final int POOLS = Integer.getInteger("poolwarden.kill.pools", 6);
    private static final int KILLS = Integer.getInteger("poolwarden.kill.kills", 3);
    /** The default times: every age below is told by the broker. */
    private static final Tolerance TOLERANCE = Tolerance.DEFAULT;

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

    static LongStream seeds() {
        long first = Long.getLong("poolwarden.kill.seed", 1);
        return LongStream.range(first, first + Long.getLong("poolwarden.kill.stories", 1));
    }

    @ParameterizedTest(name = "-Dpoolwarden.kill.seed={0}")
    @MethodSource("seeds")
    void everyIncidentIsDecidedOnceWhoeverIsKilled(long seed) throws Exception {
        Random random = new Random(seed);
        List<StagedPool> pools = new ArrayList<>(
                IntStream.rangeClosed(1, POOLS).mapToObj(StagedPool::new).toList());
        Collections.shuffle(pools, random);
        Topics topics = new Topics("kill" + seed + ".", PARTITIONS);
        Path home = Files.createDirectory(dir.resolve("story-" + seed));
        int limit = Math.max(2, POOLS / 5);
        int kills;

        try (Instance a = instance("a", seed, home);
                Instance b = instance("b", seed, home)) {
            a.start();
            b.start();
            a.awaitRunning();
            b.awaitRunning();
            try (Play play = new Play(broker, topics, pools, limit + 2)) {
                play.begin();
                kills = kill(play, List.of(a, b), seed, random);
            }
        }

        Ledger ledger = Ledger.of(broker, topics);
        System.out.println("seed " + seed + ": " + kills + " kills, " + ledger);
        assertThat(kills).isPositive();
        ledger.hasOneRecoveryOf(pools);
        ledger.hasOneAlertOfEachLoss(pools);
        ledger.isTrueToItsEvidence();
        ledger.keepsTheBudget(limit);
        ledger.commandsNothingOfThePast(TOLERANCE.heartbeat());
    }

    private Instance instance(String name, long seed, Path home) {
        return new Instance(
                broker,
                name,
                home,
                Map.of(
                        "application.id", application(seed),
                        "topic.prefix", "kill" + seed + ".",
                        "topic.partitions", String.valueOf(PARTITIONS)));
    }

    private static String application(long seed) {
        return Instance.APPLICATION + "-" + seed;
    }

    /**
     * Kills one of them at a random moment, which may be while it starts, and starts it again: at once, or after the
     * other one has taken over. That one runs, so that things go on.
     *
     * @return how many were killed before every incident was over
     */
    private int kill(Play play, List<Instance> instances, long seed, Random random) throws Exception {
        int kills = 0;
        while (kills < KILLS && !play.isOverWithin(random.nextInt(3000))) {
            int chosen = random.nextInt(2);
            Instance victim = instances.get(chosen);
            Instance survivor = instances.get(1 - chosen);
            survivor.awaitRunning();
            if (random.nextInt(3) > 0) {
                victim.awaitRunning();
                play.isOverWithin(random.nextInt(3000));
            }
            victim.kill();
            kills++;
            if (random.nextInt(4) == 0) {
                await().atMost(Child.PATIENCE).until(() -> isAlone(survivor, application(seed)));
            }
            victim.start();
        }
        assertThat(play.isOverWithin(Child.PATIENCE.toMillis()))
                .as(play.progress())
                .isTrue();
        return kills;
    }

    private boolean isAlone(Instance survivor, String group) throws Exception {
        return broker.admin().describeClassicGroups(List.of(group)).all().get().get(group).members().stream()
                .allMatch(
                        member -> member.groupInstanceId().orElse("").startsWith(group + "-" + survivor.name() + "-"));
    }
}
