package org.poolwarden.app.soak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.poolwarden.schema.VerdictKind;

class SoakTest {

    /** More of them: {@code -Dpoolwarden.soak.seeds=5000}. */
    private static final int SEEDS = Integer.getInteger("poolwarden.soak.seeds", 300);

    /** A bug that is planted: a master that is lost must never be called so. */
    private static final Invariant PLANTED = new Invariant() {
        @Override
        public String name() {
            return "planted";
        }

        @Override
        public Checked check(Chronicle story) {
            Checked checked = new Checked(name());
            story.findings()
                    .forEach(told -> checked.test(
                            told.what().getVerdict() != VerdictKind.MASTER_LOST,
                            told.at(),
                            told.what().getReason()));
            return checked;
        }
    };

    @Test
    void noInvariantBreaksInAnyStory() throws InterruptedException {
        Tally tally = new SoakRun(0, progress -> {}, failure -> {}).play(1, SEEDS, 2, () -> false);

        assertThat(tally.failures().values()).isEmpty();
        assertThat(tally.seeds()).isEqualTo(SEEDS);
        assertThat(tally.tests().get("one-firing-per-key")).isPositive();
    }

    /** Its fence was approved, and its checks had begun, when the cable was mended: the power goes after that. */
    @Test
    void aHostThatIsFencedWhileAllIsPutRightIsSwitchedOnAgain() throws InterruptedException {
        Tally tally = new SoakRun(0, progress -> {}, failure -> {}).play(79095, 1, 1, () -> false);

        assertThat(tally.failures().values()).isEmpty();
        assertThat(tally.deeds()).containsEntry("FENCE", 1L);
    }

    @Test
    void itEndsEarlyAndTellsWhatItHasFoundSoFar() throws InterruptedException {
        AtomicInteger asked = new AtomicInteger();

        Tally tally = new SoakRun(0, progress -> {}, failure -> {})
                .play(1, Long.MAX_VALUE - 1, 1, () -> asked.incrementAndGet() > 2);

        assertThat(tally.seeds()).isEqualTo(2);
    }

    /** A map that orders itself anew in each process would tell another story there. */
    @Test
    void anotherProcessTellsTheSameStories(@TempDir Path dir) throws Exception {
        Path told = dir.resolve("told.json");
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.poolwarden.app.Poolwarden",
                        "soak",
                        "--seed=400",
                        "--seeds=4",
                        "-o",
                        "json")
                .redirectOutput(told.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Tally here = new SoakRun(0, progress -> {}, failure -> {}).play(400, 4, 1, () -> false);

        assertThat(other.waitFor()).isZero();
        JsonNode there = new ObjectMapper().readTree(told.toFile());
        assertThat(there.path("fingerprint").asText()).isEqualTo(here.fingerprint());
    }

    @Test
    void theSameSeedIsTheSameScenarioAndAnotherOneIsNot() {
        assertThat(Storyteller.tell(7).yaml())
                .isEqualTo(Storyteller.tell(7).yaml())
                .isNotEqualTo(Storyteller.tell(8).yaml());
    }

    @Test
    void storiesDifferInTheirSizeAndHaveAllKindsOfFaults() {
        List<Story> stories =
                LongStream.range(0, 2000).mapToObj(Storyteller::tell).toList();

        assertThat(stories.stream()
                        .flatMap(story -> story.pools().stream())
                        .map(pool -> pool.hosts().size())
                        .distinct())
                .contains(1, 2, 16);
        assertThat(stories.stream()
                        .flatMap(story -> story.beats().stream())
                        .map(beat -> beat.act().split(" ")[0])
                        .distinct())
                .contains("power-off", "hang", "cut", "flap", "processor", "executor", "observer", "delay", "approve");
    }

    @Test
    void aPlantedBugIsFoundAndShrunkToWhatCausesIt() {
        Story story = new Story(
                1,
                List.of(new PoolCast("p1", List.of("h1", "h2", "h3"), List.of(), 20, List.of())),
                List.of("rack-a", "rack-b"),
                List.of("policy: {mode: observe}"),
                List.of(
                        new Beat(50, "restart-toolstack p1/h3"),
                        new Beat(70, "power-off p1/h1"),
                        new Beat(75, "bmc-dead p1/h2")),
                110,
                30);

        Story small = new Shrink(
                        candidate -> !Trial.of(candidate, List.of(PLANTED))
                                .breaches()
                                .isEmpty(),
                        30)
                .smallest(story);

        assertThat(small.beats()).containsExactly(new Beat(70, "power-off p1/h1"));
        assertThat(small.pools().get(0).hosts()).containsExactly("h1", "h2");
        assertThat(small.observers()).hasSize(1);
        assertThat(small.yaml()).contains("{at: 70s, do: \"power-off p1/h1\"}");
    }
}
