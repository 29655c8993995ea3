package org.poolwarden.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.poolwarden.failover.Speech.answers;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.HostHeartbeat;
import org.poolwarden.schema.OutcomeResult;
import org.poolwarden.schema.Power;
import org.poolwarden.schema.VerdictKind;

/** BLIND and POOL_DARK: what we cannot see, and what we see of nothing. */
class BlindnessTest {

    @Test
    void nothingIsJudgedBeforeTwoRoundsAreFinished() {
        Story story = Story.of("a", "b").rounds(1);
        assertThat(story.verdict()).isEqualTo(VerdictKind.BLIND);
        assertThat(story.round().verdict()).isEqualTo(VerdictKind.SETTLED);
        assertThat(story.alerts).as("catching up is no alert").isEmpty();
    }

    @Test
    void noInterviewsAreOurBlindness() {
        Story story = Story.settled("a", "b").round().silence(Duration.ofSeconds(13));
        assertThat(story.verdict()).as("2H + D + 1 s after the last round").isEqualTo(VerdictKind.SETTLED);

        story.silence(Duration.ofMillis(1));
        assertThat(story.verdict()).isEqualTo(VerdictKind.BLIND);
        assertThat(story.last().getReason()).contains("the observers are away, not the pool");
        assertThat(story.firing()).containsExactly("closet/BLIND");
        assertThat(story.commands).isEmpty();
    }

    @Test
    void itPassesTwoRoundsAfterAnObserverIsBack() {
        Story story = Story.settled("a", "b").silence(Duration.ofSeconds(60)).rounds(3);
        assertThat(story.verdict()).isEqualTo(VerdictKind.SETTLED);
        assertThat(story.firing()).isEmpty();
        assertThat(story.alerts("closet/BLIND")).hasSize(2);
    }

    @Test
    void anObserverWithoutWitnessesIsCutOffAndNotThePool() {
        Story story = Story.settled("a", "b", "c")
                .says("a", answers(Answer.UNREACHABLE))
                .surrounded("rack-a", heartbeat -> heartbeat.setWitnessesAsked(2))
                .rounds(6);
        assertThat(story.verdict()).isEqualTo(VerdictKind.BLIND);
        assertThat(story.last().getReason()).contains("rack-a reaches nothing");
        assertThat(story.firing()).containsExactly("closet/BLIND");
    }

    @Test
    void oneWitnessIsEnoughToBeHeard() {
        Story story = dark(heartbeat -> heartbeat.setWitnessesAsked(2).setWitnessesReached(1));
        assertThat(story.verdict()).isEqualTo(VerdictKind.POOL_DARK);
    }

    /** Where other pools are dark at the same time, it is our own cable. */
    @Test
    void withoutWitnessesTheOtherPoolsTellWhetherAnObserverIsCutOff() {
        Story story = dark(heartbeat -> heartbeat.setOtherHostsAsked(3));
        assertThat(story.verdict()).isEqualTo(VerdictKind.BLIND);
        assertThat(dark(heartbeat -> heartbeat.setOtherHostsAsked(3).setOtherHostsAnswering(1))
                        .verdict())
                .isEqualTo(VerdictKind.POOL_DARK);

        story.says("b", story.slaveOf("a")).rounds(3);
        assertThat(story.verdict())
                .as("another pool that is off says nothing while hosts of this one answer")
                .isNotEqualTo(VerdictKind.BLIND);
    }

    @Test
    void interviewsWithoutAnyAnswerAreADarkPoolWithOneAlert() {
        Story story = dark(UnaryOperator.identity());
        assertThat(story.verdict()).isEqualTo(VerdictKind.POOL_DARK);
        assertThat(story.firing()).containsExactly("closet/POOL_DARK");
        assertThat(story.alerts).hasSize(1);
        assertThat(story.commands).isEmpty();
    }

    @Test
    void aDarkPoolNamesTheObserversAndTheirWitnesses() {
        Story story = dark(heartbeat -> heartbeat.setWitnessesAsked(3).setWitnessesReached(2));
        assertThat(story.last().getReason()).contains("rack-a (reaches 2 of 3 witnesses)");
        assertThat(dark(UnaryOperator.identity()).last().getReason()).contains("rack-a (has no witnesses)");
    }

    @Test
    void aPoolIsDarkWithTheSecondMissOfItsLastHost() {
        Story story = Story.settled("a", "b").says("a", answers(Answer.UNREACHABLE));
        story.says("b", Speech.mute("a")).rounds(1).says("b", answers(Answer.SILENT));
        assertThat(story.round().verdict()).isEqualTo(VerdictKind.DOUBTFUL);
        assertThat(story.silence(Duration.ofSeconds(5)).round().verdict()).isEqualTo(VerdictKind.POOL_DARK);
    }

    @Test
    void darknessEndsWithTheSecondRoundInWhichAnybodyAnswers() {
        Story story = dark(UnaryOperator.identity());
        story.says("b", Speech.mute("a")).rounds(1);
        assertThat(story.firing()).containsExactly("closet/POOL_DARK");
        assertThat(story.round().firing()).isEmpty();
    }

    /** Blindness shows nothing, so it ends nobody's incident and no recovery. */
    @Test
    void blindnessEndsNothing() {
        Story story = Story.settled("a", "b", "c")
                .says("a", answers(Answer.UNREACHABLE, Power.OFF))
                .lostBySlaves("a");
        story.rounds(3).reports(OutcomeResult.ACCEPTED);
        long epoch = story.state().standing().epoch();
        story.silence(Duration.ofSeconds(120));
        assertThat(story.firing()).containsExactlyInAnyOrder("closet/MASTER_LOST", "closet/BLIND");
        assertThat(story.withheld()).containsExactly("PROMOTE CATCHING_UP");
        assertThat(story.state().recovery().filter(Recovery::isInFlight)).isPresent();
        assertThat(story.state().standing().epoch()).isEqualTo(epoch);
    }

    private static Story dark(UnaryOperator<HostHeartbeat.Builder> surroundings) {
        Story story = Story.settled("a", "b").surrounded("rack-a", surroundings);
        List.of("a", "b").forEach(host -> story.says(host, answers(Answer.UNREACHABLE)));
        return story.rounds(6);
    }
}
