package org.poolwarden.app.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.poolwarden.app.timeline.Note;
import org.poolwarden.app.timeline.Note.Kind;

/** What the verbs do to poolwarden's own parts. */
class VerbsOfTheDeploymentsTest {

    private static final String LOSS =
            """
            name: the master loses power
            pool: {hosts: [alpha, beta], bmc: [alpha]}
            policy: {mode: auto}
            run: 4m
            events:
              - {at: 60s, do: power-off alpha}
            %s
            expect:
              - {count: alert MASTER_LOST, is: 1}
              - {count: command PROMOTE, is: 1}
              - {world: masters, is: [beta], at: end}
            """;

    @Test
    void withoutItsObserverAPoolIsNotHeard() {
        Rehearsed story = Rehearsed.closet("{at: 20s, do: observer stop rack-a}, {at: 60s, do: observer start rack-a}");

        Note blind = story.first(Kind.ALERT, "BLIND");
        assertThat(blind.at()).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(40));
        assertThat(story.play().notes(Kind.ANSWER).map(Note::at))
                .noneMatch(at -> at.compareTo(Duration.ofSeconds(21)) > 0 && at.compareTo(Duration.ofSeconds(60)) < 0);
        assertThat(story.all(Kind.RESOLVED)).contains("BLIND");
    }

    @Test
    void startingWhatRunsChangesNothing() {
        String again = "  - {at: 30s, do: observer start rack-a}\n  - {at: 30s, do: executor start}\n"
                + "  - {at: 30s, do: processor start}\n";

        assertThat(Rehearsed.of(LOSS.formatted(again)).play().notes(Kind.OUTCOME))
                .isEqualTo(Rehearsed.of(LOSS.formatted(""))
                        .play()
                        .notes(Kind.OUTCOME)
                        .toList());
    }

    /** The promotion takes some 50 ms from the command on; it is cut off in the middle. */
    @Test
    void whatAStoppedExecutorWasDoingIsCutOffAtThatInstant() {
        Duration started =
                Rehearsed.of(LOSS.formatted("")).first(Kind.OUTCOME, "PROMOTE").at();
        String stop = "  - {at: %dms, do: executor stop}\n  - {at: 90s, do: executor start}\n"
                .formatted(started.toMillis() + 1);

        Rehearsed story = Rehearsed.of(LOSS.formatted(stop));

        assertThat(story.play().notes(Kind.OUTCOME).map(Note::detail)).startsWith("STARTED", "UNKNOWN");
        assertThat(story.play()
                        .notes(Kind.OUTCOME)
                        .skip(1)
                        .findFirst()
                        .orElseThrow()
                        .at())
                .isGreaterThanOrEqualTo(Duration.ofSeconds(90));
        assertThat(story.world("beta")).noneMatch(line -> line.startsWith("1:1") && line.contains("told to"));
    }

    @Test
    void nothingIsJudgedWhileTheProcessorIsGone() {
        Rehearsed story = Rehearsed.of(
                LOSS.formatted("  - {at: 55s, do: processor crash}\n  - {at: 100s, do: processor start}\n"));

        assertThat(story.first(Kind.ALERT, "MASTER_LOST").at()).isGreaterThan(Duration.ofSeconds(100));
        assertThat(story.judged()).containsOnly("holds");
    }

    /** Whenever it dies around the judgement, the one that readers see is made once. */
    @ParameterizedTest
    @MethodSource("instantsAroundTheJudgement")
    void aCrashNeitherDoublesAJudgementNorForgetsIt(Duration crash) {
        Rehearsed story =
                Rehearsed.of(LOSS.formatted("  - {at: %dms, do: processor crash}\n  - {at: %dms, do: processor start}\n"
                        .formatted(crash.toMillis(), crash.toMillis() + 700)));

        assertThat(story.judged()).containsOnly("holds");
    }

    static java.util.stream.Stream<Duration> instantsAroundTheJudgement() {
        Duration judged = Rehearsed.of(LOSS.formatted(""))
                .first(Kind.ALERT, "MASTER_LOST")
                .at();
        return java.util.stream.LongStream.rangeClosed(-8, 8).mapToObj(step -> judged.plusMillis(step * 35));
    }

    @Test
    void aBrokenRecordChangesNothing() {
        String poison = "  - {at: 30s, do: poison heartbeats}\n  - {at: 65s, do: poison heartbeats}\n";

        assertThat(Rehearsed.of(LOSS.formatted(poison)).play().notes(Kind.COMMAND))
                .isEqualTo(Rehearsed.of(LOSS.formatted(""))
                        .play()
                        .notes(Kind.COMMAND)
                        .toList());
    }

    @Test
    void pausedPoolsGetNoCommandUntilTheyGoOn() {
        Rehearsed story = Rehearsed.of(LOSS.formatted("  - {at: 30s, do: pause}\n  - {at: 2m, do: resume}\n"));

        assertThat(story.play().notes(Kind.WITHHELD).map(Note::detail)).contains("PAUSED");
        assertThat(story.first(Kind.COMMAND, "PROMOTE").at()).isGreaterThanOrEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void theModeDecidesWhoDecides() {
        Rehearsed story =
                Rehearsed.of(LOSS.formatted("  - {at: 30s, do: mode observe}\n  - {at: 2m, do: mode auto}\n"));

        assertThat(story.play().notes(Kind.WITHHELD).map(Note::detail)).contains("MODE");
        assertThat(story.first(Kind.COMMAND, "PROMOTE").at()).isGreaterThanOrEqualTo(Duration.ofMinutes(2));
    }
}
