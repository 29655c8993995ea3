package org.poolwarden.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.poolwarden.failover.Speech.answers;
import static org.poolwarden.failover.Speech.emergency;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.HowLost;
import org.poolwarden.schema.Power;
import org.poolwarden.schema.Testimony;
import org.poolwarden.schema.VerdictKind;

class PoolJudgeTest {

    @Test
    void onePoolWithOneMasterThatAllFollowIsSettledAfterTwoRounds() {
        Story story = Story.of("a", "b", "c").rounds(1);
        assertThat(story.last().getVerdict()).isEqualTo(VerdictKind.BLIND);

        story.rounds(1);
        assertThat(story.last().getVerdict()).isEqualTo(VerdictKind.SETTLED);
        assertThat(story.last().getMaster()).contains("10.0.0.1");
    }

    @Test
    void aSettledPoolSaysNothingMore() {
        Story story = Story.settled("a", "b");
        int said = story.findings.size();
        story.rounds(20);
        assertThat(story.findings).hasSize(said);
    }

    @Test
    void noInterviewsAreOurBlindness() {
        Story story = Story.settled("a", "b").silence(Duration.ofSeconds(20));
        assertThat(story.last().getVerdict()).isEqualTo(VerdictKind.BLIND);
        assertThat(story.firing()).containsExactly("closet/BLIND");
        assertThat(story.commands).isEmpty();
    }

    /** Its witnesses are gone too: it testifies to nothing, also not of the hosts that it still sees. */
    @Test
    void anObserverWithoutWitnessesIsCutOffAndNotThePool() {
        Story story = Story.settled("a", "b", "c");
        story.says("a", heartbeat -> heartbeat.setAnswer(Answer.UNREACHABLE).setWitnessesAsked(2));
        story.says("b", heartbeat -> story.slaveOf("a").apply(heartbeat).setWitnessesAsked(2));
        story.says("c", heartbeat -> story.slaveOf("a").apply(heartbeat).setWitnessesAsked(2));
        story.rounds(6);

        assertThat(story.last().getVerdict()).isEqualTo(VerdictKind.BLIND);
        assertThat(story.last().getReason()).contains("rack-a reaches nothing");
        assertThat(story.firing()).containsExactly("closet/BLIND");
    }

    @Test
    void oneWitnessIsEnoughToBeHeard() {
        Story story = Story.settled("a", "b");
        List.of("a", "b")
                .forEach(host -> story.says(host, heartbeat -> heartbeat
                        .setAnswer(Answer.UNREACHABLE)
                        .setWitnessesAsked(2)
                        .setWitnessesReached(1)));
        story.rounds(6);

        assertThat(story.last().getVerdict()).isEqualTo(VerdictKind.POOL_DARK);
    }

    /** Where other pools are dark at the same time, it is our own cable. */
    @Test
    void withoutWitnessesTheOtherPoolsTellWhetherAnObserverIsCutOff() {
        Story story = Story.settled("a", "b");
        List.of("a", "b")
                .forEach(host -> story.says(
                        host,
                        heartbeat -> heartbeat.setAnswer(Answer.UNREACHABLE).setOtherHostsAsked(3)));
        story.rounds(6);
        assertThat(story.last().getVerdict()).isEqualTo(VerdictKind.BLIND);

        story.says("b", heartbeat -> story.slaveOf("a").apply(heartbeat).setOtherHostsAsked(3));
        story.rounds(3);
        assertThat(story.last().getVerdict())
                .as("another pool that is off says nothing while hosts of this one answer")
                .isNotEqualTo(VerdictKind.BLIND);
    }

    @Test
    void interviewsWithoutAnyAnswerAreADarkPoolWithOneAlert() {
        Story story = Story.settled("a", "b", "c");
        List.of("a", "b", "c").forEach(host -> story.says(host, answers(Answer.UNREACHABLE)));
        story.rounds(6);
        assertThat(story.last().getVerdict()).isEqualTo(VerdictKind.POOL_DARK);
        assertThat(story.firing()).containsExactly("closet/POOL_DARK");
        assertThat(story.last().getReason()).contains("rack-a");
    }

    @Test
    void aToolstackRestartIsNotAnIncident() {
        Story story = Story.settled("a", "b", "c")
                .says("a", answers(Answer.TOOLSTACK_CLOSED))
                .rounds(11);
        assertThat(story.last().getVerdict()).isEqualTo(VerdictKind.DOUBTFUL);
        assertThat(story.last().getAwaited()).contains("the master's toolstack");
        assertThat(story.alerts).isEmpty();
    }

    @Test
    void aToolstackThatIsClosedForAMinuteIsDown() {
        Story story = Story.settled("a", "b", "c")
                .says("a", answers(Answer.TOOLSTACK_CLOSED))
                .rounds(13);
        assertThat(story.last().getVerdict()).isEqualTo(VerdictKind.TOOLSTACK_DOWN);
        assertThat(story.firing()).containsExactly("closet/TOOLSTACK_DOWN");

        story.says("a", story.master()).rounds(3);
        assertThat(story.firing()).isEmpty();
    }

    @Test
    void aSlaveThatTakesOverWhileTheMasterRestartsIsATransition() {
        Story story = Story.settled("a", "b", "c").says("a", answers(Answer.TOOLSTACK_CLOSED));
        story.says("b", answers(Answer.TOOLSTACK_CLOSED)).rounds(1);
        assertThat(story.last().getVerdict()).isEqualTo(VerdictKind.TRANSITION);

        story.says("b", story.master()).says("a", story.slaveOf("b")).says("c", story.slaveOf("b"));
        story.rounds(5);
        assertThat(story.last().getVerdict()).isEqualTo(VerdictKind.SETTLED);
        assertThat(story.last().getMaster()).contains("10.0.0.2");
        assertThat(story.alerts).isEmpty();
    }

    @Test
    void aPoolThatOnlyBootsIsBootingUntilTheAllowanceIsOver() {
        Story story = Story.settled("a", "b", "c");
        List.of("a", "b", "c").forEach(host -> story.says(host, answers(Answer.UNREACHABLE)));
        story.rounds(3);
        story.says("b", emergency("HOST_STILL_BOOTING")).says("c", emergency("INTERNAL_ERROR"));
        story.rounds(20);
        assertThat(story.last().getVerdict()).isEqualTo(VerdictKind.POOL_BOOTING);
        assertThat(story.findings).noneMatch(finding -> finding.getVerdict() == VerdictKind.MASTER_LOST);

        story.rounds(120);
        assertThat(story.last().getVerdict()).isEqualTo(VerdictKind.MASTER_LOST);
    }

    @Test
    void aSilentSlaveIsAHostLostAndHasItsOwnAlert() {
        Story story = Story.settled("a", "b", "c")
                .says("c", answers(Answer.UNREACHABLE, Power.OFF))
                .rounds(3);
        assertThat(story.last().getVerdict()).isEqualTo(VerdictKind.HOST_LOST);
        assertThat(story.last().getHow()).contains(HowLost.POWERED_OFF);
        assertThat(story.firing()).containsExactly("closet/HOST_LOST/c");
        assertThat(story.commands).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Answer.class,
            names = {"EMERGENCY", "TOOLSTACK_CLOSED", "OTHER_ERROR"})
    void aSlaveThatAnswersSomethingElseLeavesADoubtAndNoAlert(Answer answer) {
        Story story = Story.settled("a", "b", "c").says("c", answers(answer)).rounds(3);
        assertThat(story.last().getVerdict()).isEqualTo(VerdictKind.DOUBTFUL);
        assertThat(story.alerts).isEmpty();
    }

    @Test
    void anOlderRecordIsDropped() {
        Story story = Story.settled("a", "b");
        HostView view = HostView.of(sighting(story, 5, Answer.MASTER));
        assertThat(view.with(sighting(story, 4, Answer.UNREACHABLE))).isSameAs(view);
        assertThat(view.with(sighting(story, 6, Answer.UNREACHABLE)).misses()).isEqualTo(1);
    }

    private static Sighting sighting(Story story, long round, Answer answer) {
        return new Sighting(
                org.poolwarden.schema.HostHeartbeat.newBuilder()
                        .setPool("closet")
                        .setHost("a")
                        .setAddress(story.address("a"))
                        .setObserver("rack-a")
                        .setIncarnation(1)
                        .setRound(round)
                        .setHostsInRound(2)
                        .setStartedAt(Story.START)
                        .setTookMs(1)
                        .setAnswer(answer)
                        .setTestimony(Testimony.ABSENT)
                        .setPower(Power.NOT_READ)
                        .build(),
                Story.START,
                "xen.heartbeats",
                0,
                round);
    }

    @Test
    void aFindingNamesEveryHeartbeatItRestsOn() {
        Story story = Story.settled("a", "b");
        assertThat(story.last().getEvidence())
                .extracting(evidence -> evidence.getHost() + " " + evidence.getAnswer() + " " + evidence.getTopic())
                .containsExactly("a MASTER xen.heartbeats", "b SLAVE xen.heartbeats");
        assertThat(story.last().getHow()).isEqualTo(Optional.empty());
    }
}
