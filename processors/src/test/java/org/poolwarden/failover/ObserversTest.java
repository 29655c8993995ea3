package org.poolwarden.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.poolwarden.failover.Speech.answers;
import static org.poolwarden.failover.Speech.lost;
import static org.poolwarden.failover.Speech.mute;
import static org.poolwarden.failover.Speech.slaveOf;

import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.HostHeartbeat;
import org.poolwarden.schema.Mode;
import org.poolwarden.schema.Power;
import org.poolwarden.schema.VerdictKind;

/** How the words of several observers are weighed, and whose word counts at all. */
class ObserversTest {

    private static final UnaryOperator<HostHeartbeat.Builder> WITNESSES_GONE =
            heartbeat -> heartbeat.setWitnessesAsked(2).setWitnessesReached(0);

    @Test
    void aMasterIsLostWhenEveryLiveObserverMissesItTwice() {
        Story story = twoObservers().says("a", answers(Answer.UNREACHABLE)).lostBySlaves("a");
        assertThat(story.round().verdict()).isEqualTo(VerdictKind.DOUBTFUL);
        story.silence(Duration.ofSeconds(5));
        assertThat(story.round().verdict()).isEqualTo(VerdictKind.MASTER_LOST);
    }

    @Test
    void aMasterThatOneOfTwoObserversSeesIsUnseen() {
        Story story = twoObservers().saysTo("rack-a", "a", answers(Answer.UNREACHABLE));
        story.lostBySlaves("a").rounds(3);
        assertThat(story.verdict()).isEqualTo(VerdictKind.MASTER_UNSEEN);
        assertThat(story.last().getReason()).contains("rack-b");
        assertThat(story.commands).isEmpty();
    }

    /** Observers lose a master one after the other, and nobody sees it in between. */
    @Test
    void aMissIsNoSight() {
        Story story = twoObservers().saysTo("rack-b", "a", answers(Answer.UNREACHABLE));
        story.lostBySlaves("a").rounds(1);
        story.saysTo("rack-a", "a", answers(Answer.UNREACHABLE)).rounds(2);
        assertThat(story.verdict()).isEqualTo(VerdictKind.MASTER_LOST);
        assertThat(story.firing()).containsExactly("closet/MASTER_LOST");
        assertThat(story.alerts).hasSize(1);
    }

    @Test
    void anObserverThatReachesNobodyMissesNothing() {
        Story story = twoObservers();
        for (String host : new String[] {"a", "b", "c"}) {
            story.saysTo("rack-b", host, answers(Answer.UNREACHABLE));
        }
        story.rounds(4);
        assertThat(story.findings)
                .noneMatch(finding -> finding.getVerdict() == VerdictKind.MASTER_UNSEEN)
                .noneMatch(finding -> finding.getVerdict() == VerdictKind.POOL_DARK);
        assertThat(story.alerts).isEmpty();
    }

    @Test
    void aMasterThatOnlyBlindObserversMissIsLostToTheOthers() {
        Story story = twoObservers();
        for (String host : new String[] {"a", "b", "c"}) {
            story.saysTo("rack-b", host, answers(Answer.UNREACHABLE));
        }
        story.saysTo("rack-a", "a", answers(Answer.UNREACHABLE));
        story.saysTo("rack-a", "b", lost("a")).saysTo("rack-a", "c", lost("a")).rounds(2);
        assertThat(story.verdict()).isEqualTo(VerdictKind.MASTER_LOST);
    }

    @Test
    void whoHasLostItsWitnessesTestifiesToNothing() {
        Story story = twoObservers().surrounded("rack-b", WITNESSES_GONE);
        story.saysTo("rack-a", "a", answers(Answer.UNREACHABLE)).lostBySlaves("a");
        story.saysTo("rack-b", "b", slaveOf("a")).saysTo("rack-b", "c", slaveOf("a"));
        story.saysTo("rack-a", "b", lost("a")).rounds(2);
        assertThat(story.verdict())
                .as("neither its sight of the master nor the words that it heard count")
                .isEqualTo(VerdictKind.MASTER_LOST);
    }

    @Test
    void whoHasLostItsWitnessesMissesNothing() {
        Story story = twoObservers().surrounded("rack-b", WITNESSES_GONE);
        story.saysTo("rack-b", "a", answers(Answer.UNREACHABLE))
                .saysTo("rack-b", "b", lost("a"))
                .rounds(4);
        assertThat(story.verdict()).isEqualTo(VerdictKind.SETTLED);
        assertThat(story.alerts).isEmpty();
    }

    @Test
    void otherPoolsAreNoSubstituteForWitnessesThatAreGone() {
        Story story = Story.settled("a", "b");
        story.surrounded(
                "rack-a",
                heartbeat ->
                        WITNESSES_GONE.apply(heartbeat).setOtherHostsAsked(5).setOtherHostsAnswering(5));
        assertThat(story.rounds(1).verdict()).isEqualTo(VerdictKind.BLIND);
    }

    /** A guard is asked more than a verdict: nobody is replaced whom anybody has heard lately. */
    @Test
    void whatABlindObserverSeesStillHoldsACommandBack() {
        Story story = twoObservers().policy(Mode.AUTO).surrounded("rack-b", WITNESSES_GONE);
        story.saysTo("rack-a", "a", answers(Answer.UNREACHABLE, Power.OFF)).lostBySlaves("a");
        story.rounds(3);
        assertThat(story.verdict()).isEqualTo(VerdictKind.MASTER_LOST);
        assertThat(story.withheld()).contains("PROMOTE ALIVE");
        assertThat(story.commands).isEmpty();
    }

    @Test
    void anObserverIsLiveForTwoRoundsAndADeadlineAfterItsLast() {
        Story story = twoObservers().round().unwatchedBy("rack-b");
        story.saysTo("rack-a", "a", answers(Answer.UNREACHABLE)).lostBySlaves("a");
        story.saysTo("rack-a", "b", lost("a")).silence(Duration.ofSeconds(5));
        story.rounds(1).round().silence(Duration.ofSeconds(3));
        assertThat(story.verdict())
                .as("13 s after its last round: it saw the master")
                .isEqualTo(VerdictKind.MASTER_UNSEEN);

        story.silence(Duration.ofMillis(1));
        assertThat(story.verdict()).isEqualTo(VerdictKind.MASTER_LOST);
    }

    @Test
    void aHostThatOneObserverMissesIsNotLost() {
        Story story = twoObservers()
                .saysTo("rack-a", "c", answers(Answer.UNREACHABLE))
                .rounds(3);
        assertThat(story.verdict()).isEqualTo(VerdictKind.DOUBTFUL);
        assertThat(story.alerts).isEmpty();
    }

    @Test
    void twoClaimsOfTwoObserversAreNotTwoRounds() {
        Story story = Story.of("a", "b").watchedBy("rack-b").round();
        assertThat(story.state().standing().master()).isEmpty();
        story.silence(Duration.ofSeconds(5)).round();
        assertThat(story.state().standing().master()).contains("10.0.0.1");
    }

    @Test
    void aHostThatNobodyAsksAnyMoreIsNeitherMissedNorHeard() {
        Story story = Story.settled("a", "b", "c")
                .says("c", answers(Answer.UNREACHABLE))
                .rounds(3);
        assertThat(story.firing()).containsExactly("closet/HOST_LOST/c");

        story.database.eject("c");
        story.leaves("c").rounds(8);
        assertThat(story.verdict()).isEqualTo(VerdictKind.SETTLED);
        assertThat(story.firing()).isEmpty();
    }

    @Test
    void aPoolOfWhichTheRestIsSilentIsDarkWhateverThoseSaidWhoLeft() {
        Story story = Story.settled("a", "b", "c").leaves("c");
        story.says("a", answers(Answer.UNREACHABLE))
                .says("b", answers(Answer.UNREACHABLE))
                .rounds(4);
        assertThat(story.verdict()).isEqualTo(VerdictKind.POOL_DARK);
    }

    private static Story twoObservers() {
        Story story = Story.of("a", "b", "c").watchedBy("rack-b").rounds(3);
        assertThat(story.verdict()).isEqualTo(VerdictKind.SETTLED);
        return story.says("c", mute("a"));
    }
}
