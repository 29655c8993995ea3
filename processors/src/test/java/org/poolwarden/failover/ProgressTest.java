package org.poolwarden.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.poolwarden.failover.Speech.answers;
import static org.poolwarden.failover.Speech.mute;
import static org.poolwarden.failover.Speech.slaveOf;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.OutcomeResult;
import org.poolwarden.schema.Power;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.schema.RecoveryOutcome;
import org.poolwarden.schema.VerdictKind;

/** IN_FLIGHT and EPOCH: how a command ends, and what grows with it. */
class ProgressTest {

    @Test
    void theEpochGrowsWhenARecoveryBeginsWhenTheMasterChangesAndWhenItEnds() {
        Story story = Story.settled("a", "b");
        assertThat(epoch(story)).isEqualTo(1);
        story.says("a", answers(Answer.UNREACHABLE, Power.OFF))
                .lostBySlaves("a")
                .rounds(2);
        assertThat(epoch(story)).as("it has begun").isEqualTo(2);
        assertThat(story.commands.get(0).getEpoch()).isEqualTo(2);

        story.reports(OutcomeResult.ACCEPTED).says("b", story.master()).round();
        assertThat(epoch(story)).as("b is master, once").isEqualTo(2);
        story.silence(Duration.ofSeconds(5)).round();
        assertThat(epoch(story)).as("b is undisputed, and that was all").isEqualTo(4);
        assertThat(story.rounds(20).state().standing().epoch()).isEqualTo(4);
    }

    @Test
    void theRungsOfOneRecoveryAreOfOneEpochWhileNobodyElseBecomesMaster() {
        Story story = poweredOff("a", "b", "c").reports(OutcomeResult.ACCEPTED);
        story.says("b", story.master()).rounds(1);
        assertThat(story.commands).extracting(RecoveryCommand::getEpoch).containsExactly(2L, 2L);
    }

    @ParameterizedTest
    @EnumSource(
            value = OutcomeResult.class,
            names = {"REFUSED", "FAILED", "EXPIRED"})
    void whatEndedWithoutEffectIsTriedAgainAfterAPause(OutcomeResult result) {
        Story story = poweredOff("a", "b").reports(result);
        assertThat(epoch(story)).as("it has ended").isEqualTo(3);
        assertThat(story.others.recovering()).isEmpty();
        story.rounds(11).round().silence(Duration.ofSeconds(4));
        assertThat(story.withheld()).containsExactly("PROMOTE IN_FLIGHT");
        assertThat(story.commands).as("after 59 s").hasSize(1);

        story.silence(Duration.ofSeconds(1));
        assertThat(story.commands).as("after 60 s").hasSize(2);
        assertThat(story.commands.get(1).getId()).isEqualTo("closet/4/PROMOTE/10.0.0.2");
    }

    @Test
    void aReportOfAnotherCommandEndsNothing() {
        Story story = poweredOff("a", "b");
        RecoveryCommand other = RecoveryCommand.newBuilder(story.commands.get(0))
                .setId("closet/1/PROMOTE/10.0.0.2")
                .build();
        story.reports(OutcomeResult.FAILED, other);
        assertThat(story.state().recovery().orElseThrow().isInFlight()).isTrue();
    }

    @Test
    void aReportThatComesTooLateChangesNoEnd() {
        Story story = poweredOff("a", "b").reports(OutcomeResult.FAILED).reports(OutcomeResult.STARTED);
        assertThat(story.state().recovery().orElseThrow().isInFlight()).isFalse();
    }

    @Test
    void aCommandThatNobodyReportsOnIsNeverRepeatedAndAlertsOnce() {
        Story story = Story.settled("a", "b").says("a", answers(Answer.UNREACHABLE, Power.OFF));
        story.lostBySlaves("a").rounds(1).round();
        assertThat(story.commands.get(0).getIssuedAt()).isEqualTo(story.now());
        story.silence(Duration.ofSeconds(5)).rounds(11).round().silence(Duration.ofSeconds(4));
        assertThat(story.firing()).as("64 s after its issue").containsExactly("closet/MASTER_LOST");

        story.silence(Duration.ofSeconds(1));
        assertThat(story.firing()).as("at its expiry + H").contains("closet/RECOVERY_STALLED");
        story.rounds(200);
        assertThat(story.alerts("closet/RECOVERY_STALLED")).hasSize(1);
        assertThat(story.commands).hasSize(1);
    }

    @Test
    void aStalledCommandIsOverWhenTheExecutorReports() {
        Story story =
                poweredOff("a", "b").rounds(30).reports(OutcomeResult.EXPIRED).rounds(3);
        assertThat(story.firing()).containsExactly("closet/MASTER_LOST");
        assertThat(story.rounds(12).commands).hasSize(2);
    }

    @Test
    void aStalledCommandIsOverWhenTheWorldShowsItsResult() {
        Story story = poweredOff("a", "b").rounds(30);
        story.says("b", story.master()).rounds(4);
        assertThat(results(story)).isEqualTo("SUCCEEDED ");
        assertThat(story.firing()).containsExactly("closet/HOST_LOST/a");
    }

    /** An outcome without an end is observed, not repeated. */
    @ParameterizedTest
    @ValueSource(strings = {"STARTED", "ACCEPTED", "UNKNOWN"})
    void aPromotionHasFailedWhenTheCandidateIsStillASlaveTwoMinutesLater(OutcomeResult result) {
        Story story = poweredOff("a", "b").reports(result).rounds(23);
        story.round().silence(Duration.ofSeconds(4));
        assertThat(story.withheld()).as("at 119 s").containsExactly("PROMOTE IN_FLIGHT");
        assertThat(epoch(story)).isEqualTo(2);
        story.silence(Duration.ofSeconds(1));
        assertThat(epoch(story)).as("at 120 s").isEqualTo(3);
        assertThat(story.outcomes).as("said once, by the topology").hasSize(1);
        assertThat(story.outcomes.get(0).getResult()).isEqualTo(OutcomeResult.FAILED);
        assertThat(story.outcomes.get(0).getKind()).isEqualTo(CommandKind.PROMOTE);
        assertThat(story.outcomes.get(0).getCommandId())
                .isEqualTo(story.commands.get(0).getId());
        assertThat(story.outcomes.get(0).getDetail()).contains("b has not become master since");
        assertThat(story.state().recovery().orElseThrow().open()).isFalse();
    }

    @Test
    void aPromotionHasFailedWhenTheCandidateMissedTwoRounds() {
        Story story = poweredOff("a", "b", "c").reports(OutcomeResult.ACCEPTED);
        story.says("b", answers(Answer.UNREACHABLE)).rounds(24);
        assertThat(epoch(story)).isEqualTo(3);
    }

    @Test
    void aCandidateThatStillStartsHasTheTimeOfABoot() {
        Story story = poweredOff("a", "b", "c").reports(OutcomeResult.ACCEPTED);
        story.says("b", answers(Answer.TOOLSTACK_CLOSED)).rounds(119).round().silence(Duration.ofSeconds(4));
        assertThat(epoch(story)).as("at 599 s").isEqualTo(2);
        story.silence(Duration.ofSeconds(1));
        assertThat(epoch(story)).as("at 600 s").isEqualTo(3);
    }

    @Test
    void aCandidateThatDiesInItsRestartIsFollowedByAnotherAfterTenMinutes() {
        Story story = poweredOff("a", "b", "c", "d").reports(OutcomeResult.ACCEPTED);
        story.says("b", answers(Answer.UNREACHABLE, Power.OFF)).rounds(119);
        assertThat(story.commanded()).containsExactly("PROMOTE b");
        assertThat(story.withheld()).containsExactly("PROMOTE ANTI_FLAP");
        assertThat(story.rounds(2).commanded()).containsExactly("PROMOTE b", "PROMOTE c");
        assertThat(story.alerts("closet/MASTER_LOST")).hasSize(1);
    }

    @Test
    void whatIsOnlyTriedDryIsTriedOnceInAnIncident() {
        Story story = poweredOff("a", "b").reports(OutcomeResult.DRY_RUN).rounds(40);
        assertThat(story.commands).hasSize(1);
        assertThat(story.withheld()).containsExactly("PROMOTE IN_FLIGHT");
        assertThat(story.lifts("PROMOTE IN_FLIGHT")).contains("dry.run=false");
    }

    @Test
    void theNextIncidentIsTriedDryAgain() {
        Story story = poweredOff("a", "b").reports(OutcomeResult.DRY_RUN).rounds(2);
        story.says("a", story.master()).says("b", slaveOf("a")).rounds(15);
        story.says("a", answers(Answer.UNREACHABLE, Power.OFF))
                .lostBySlaves("a")
                .rounds(3);
        assertThat(story.commanded()).containsExactly("PROMOTE b", "PROMOTE b");
    }

    @Test
    void theTopologyAloneSaysSucceededAndOnce() {
        Story story = poweredOff("a", "b").reports(OutcomeResult.ACCEPTED);
        story.says("b", story.master()).rounds(10);
        assertThat(results(story)).isEqualTo("SUCCEEDED ");
        RecoveryOutcome outcome = story.outcomes.get(0);
        assertThat(outcome.getCommandId()).isEqualTo(story.commands.get(0).getId());
        assertThat(outcome.getHost()).isEqualTo("10.0.0.2");
    }

    @Test
    void aSecondRecoveryWaitsForTheFirst() {
        Story story = Story.settled("a", "b", "c");
        story.hears(Person.approves(CommandKind.DESIGNATE, "b"));
        story.hears(Person.approves(CommandKind.DESIGNATE, "c")).rounds(1);
        assertThat(story.commanded()).containsExactly("DESIGNATE b");
        assertThat(story.withheld()).containsExactly("DESIGNATE IN_FLIGHT");
    }

    /** Nobody has reported yet, and the master is back by itself. */
    @Test
    void aMasterThatReturnsBeforeAnybodyActedLeavesTheCommandInFlight() {
        Story story = poweredOff("a", "b")
                .says("a", Speech.MASTER)
                .says("b", slaveOf("a"))
                .rounds(3);
        assertThat(story.verdict()).isEqualTo(VerdictKind.SETTLED);
        story.reports(OutcomeResult.REFUSED).rounds(3);
        assertThat(story.state().recovery().orElseThrow().open()).isFalse();
        assertThat(story.state().promotions().unproven()).isEmpty();
        assertThat(story.others.recovering()).isEmpty();
        assertThat(story.firing()).isEmpty();
    }

    @Test
    void anOldMasterThatReturnsAsASlaveInTheMiddleChangesNothing() {
        Story story = poweredOff("a", "b", "c").reports(OutcomeResult.ACCEPTED);
        story.says("b", answers(Answer.TOOLSTACK_CLOSED))
                .rounds(2)
                .says("a", mute("b"))
                .rounds(3);
        assertThat(story.verdict()).isEqualTo(VerdictKind.MASTER_LOST);
        story.says("b", story.master()).says("a", slaveOf("b")).rounds(1).reports(OutcomeResult.ACCEPTED);
        story.says("c", slaveOf("b")).rounds(4);
        assertThat(story.verdict()).isEqualTo(VerdictKind.SETTLED);
        assertThat(story.commanded()).containsExactly("PROMOTE b", "RECOVER_SLAVES b");
        assertThat(story.firing()).isEmpty();
    }

    private static Story poweredOff(String... hosts) {
        return Story.settled(hosts)
                .says("a", answers(Answer.UNREACHABLE, Power.OFF))
                .lostBySlaves("a")
                .rounds(3);
    }

    private static long epoch(Story story) {
        return story.state().standing().epoch();
    }

    private static String results(Story story) {
        StringBuilder all = new StringBuilder();
        story.outcomes.forEach(outcome -> all.append(outcome.getResult()).append(' '));
        return all.toString();
    }
}
