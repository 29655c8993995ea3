package org.poolwarden.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.poolwarden.failover.Speech.answers;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.Guard;
import org.poolwarden.schema.Mode;
import org.poolwarden.schema.OutcomeResult;
import org.poolwarden.schema.Power;
import org.poolwarden.schema.Proof;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.schema.VerdictKind;

class RecoveryPolicyTest {

    @Test
    void theDefaultModeWaitsForAPersonAndAnApprovalIsAProof() {
        Story story = Story.of("a", "b").rounds(3).says("a", answers(Answer.UNREACHABLE));
        story.says("b", story.lost("a")).rounds(4);
        assertThat(guards(story)).containsExactlyInAnyOrder(Guard.FENCE_PROOF, Guard.MODE);

        story.approve("b", "a");
        assertThat(only(story).getProof()).isEqualTo(Proof.APPROVAL);
        assertThat(only(story).getApproval()).isPresent();
    }

    @Test
    void anApprovalIsVoidAtTheNextSignOfLifeOfTheHostItCallsDown() {
        Story story = Story.of("a", "b").rounds(3).says("a", answers(Answer.UNREACHABLE));
        story.says("b", story.lost("a")).rounds(1);
        story.approve("b", "a").silence(Duration.ofSeconds(1));
        story.says("a", answers(Answer.SILENT)).rounds(3);
        assertThat(story.last().getVerdict()).isEqualTo(VerdictKind.MASTER_LOST);
        assertThat(story.commands).isEmpty();
    }

    @Test
    void anApprovalIsVoidAfterTenMinutes() {
        Story story = Story.of("a", "b").rounds(3).approve("b", "a").rounds(121);
        story.says("a", answers(Answer.UNREACHABLE)).says("b", story.lost("a")).rounds(4);
        assertThat(story.commands).isEmpty();
    }

    @Test
    void beforeAMasterWasUndisputedNothingIsCommanded() {
        Story story = Story.of("a", "b").policy(Mode.AUTO).says("a", answers(Answer.UNREACHABLE, Power.OFF));
        story.says("b", story.lost("a")).rounds(10);
        assertThat(story.commands).isEmpty();
    }

    @Test
    void theOtherSlavesAreRecoveredOnceTheCandidateIsMaster() {
        Story story = poweredOff("a", "b", "c", "d");
        story.reports(OutcomeResult.STARTED).reports(OutcomeResult.ACCEPTED);
        story.says("b", answers(Answer.TOOLSTACK_CLOSED)).rounds(5);
        assertThat(story.last().getVerdict()).isEqualTo(VerdictKind.MASTER_LOST);

        story.says("b", story.master()).rounds(3);
        assertThat(story.commands)
                .extracting(RecoveryCommand::getKind)
                .containsExactly(CommandKind.PROMOTE, CommandKind.RECOVER_SLAVES);
        assertThat(story.commands.get(1).getExpected()).containsExactly("10.0.0.3", "10.0.0.4");

        story.reports(OutcomeResult.ACCEPTED).says("c", story.slaveOf("b")).says("d", story.slaveOf("b"));
        story.rounds(4);
        assertThat(story.outcomes)
                .extracting(outcome -> outcome.getKind() + " " + outcome.getResult())
                .containsExactly("PROMOTE SUCCEEDED", "RECOVER_SLAVES SUCCEEDED");
        assertThat(story.last().getVerdict()).isEqualTo(VerdictKind.HOST_LOST);
        assertThat(story.firing()).containsExactly("closet/HOST_LOST/a");
    }

    @Test
    void anApprovedPromotionCarriesItsApprovalUpTheWholeLadder() {
        Story story = Story.of("a", "b", "c").rounds(3).says("a", answers(Answer.UNREACHABLE));
        story.says("b", story.lost("a")).says("c", story.lost("a")).rounds(4).approve("b", "a");
        story.reports(OutcomeResult.ACCEPTED).says("b", story.master()).rounds(3);

        assertThat(story.commands)
                .extracting(RecoveryCommand::getKind)
                .containsExactly(CommandKind.PROMOTE, CommandKind.RECOVER_SLAVES);
        assertThat(story.commands.get(0).getApproval()).isPresent();
        assertThat(story.commands.get(1).getApproval())
                .isEqualTo(story.commands.get(0).getApproval());
    }

    @Test
    void aLadderThatNobodyApprovedWaitsWhenTheModeIsTurnedToAdvise() {
        Story story = poweredOff("a", "b", "c").reports(OutcomeResult.ACCEPTED).policy(Mode.ADVISE);
        story.says("b", story.master()).rounds(3);

        assertThat(story.commands).hasSize(1);
        assertThat(guards(story)).containsExactly(Guard.MODE);
    }

    @Test
    void everyStepOfARecoveryChangesTheEpochAsTheHouseSays() {
        Story story = poweredOff("a", "b");
        long begun = only(story).getEpoch();
        assertThat(story.last().getEpoch()).isEqualTo(begun);
        story.reports(OutcomeResult.ACCEPTED).says("b", story.master()).rounds(4);
        assertThat(story.last().getEpoch()).isGreaterThan(begun);
    }

    @ParameterizedTest
    @EnumSource(
            value = OutcomeResult.class,
            names = {"REFUSED", "FAILED", "EXPIRED"})
    void aRecoveryThatEndedWithoutEffectIsTriedAgainAfterAPause(OutcomeResult result) {
        Story story = poweredOff("a", "b").reports(result).rounds(10);
        assertThat(story.commands).hasSize(1);
        story.rounds(4);
        assertThat(story.commands).hasSize(2);
        assertThat(story.commands.get(1).getId())
                .isNotEqualTo(story.commands.get(0).getId());
    }

    @Test
    void aCommandWithoutAnOutcomeIsAnAlertOnceAndIsNotRepeated() {
        Story story = poweredOff("a", "b").rounds(40);
        assertThat(story.commands).hasSize(1);
        assertThat(story.alerts)
                .filteredOn(alert -> alert.getKind().equals("RECOVERY_STALLED"))
                .hasSize(1);
    }

    @Test
    void aPromotionHasFailedWhenTheCandidateIsStillASlaveTwoMinutesLater() {
        Story story = poweredOff("a", "b").reports(OutcomeResult.ACCEPTED).rounds(23);
        assertThat(guards(story)).containsExactly(Guard.IN_FLIGHT);
        story.rounds(16);
        assertThat(guards(story)).containsExactly(Guard.ANTI_FLAP);
    }

    @Test
    void whatIsOnlyTriedDryIsTriedOnce() {
        Story story = poweredOff("a", "b").reports(OutcomeResult.DRY_RUN).rounds(40);
        assertThat(story.commands).hasSize(1);
        assertThat(guards(story)).containsExactly(Guard.IN_FLIGHT);
    }

    @Test
    void aRestartedProcessorIsBlindForTwoRoundsAndThenIssuesNothingTwice() {
        Story story = poweredOff("a", "b").restart().rounds(1);
        assertThat(story.last().getVerdict()).isEqualTo(VerdictKind.BLIND);
        assertThat(guards(story)).containsExactly(Guard.CATCHING_UP);
        story.rounds(5);
        assertThat(story.commands).hasSize(1);
        assertThat(story.firing()).contains("closet/MASTER_LOST");
    }

    @Test
    void anAlertThatComesBackWithinTenMinutesIsTheSameIncident() {
        Story story = lost("a", "b");
        for (int i = 0; i < 3; i++) {
            story.says("a", story.master()).says("b", story.slaveOf("a")).rounds(5);
            story.says("a", answers(Answer.UNREACHABLE))
                    .says("b", story.lost("a"))
                    .rounds(5);
        }
        Set<Object> beginnings = story.alerts.stream()
                .filter(alert -> alert.getKind().equals("MASTER_LOST"))
                .map(alert -> alert.getStartsAt())
                .collect(Collectors.toSet());
        assertThat(beginnings).hasSize(1);
        assertThat(story.firing()).containsExactly("closet/MASTER_LOST");

        story.says("a", story.master()).says("b", story.slaveOf("a")).rounds(100);
        assertThat(story.firing()).containsExactly("closet/MASTER_LOST");
        story.rounds(30);
        assertThat(story.firing()).isEmpty();
    }

    private static Story poweredOff(String... hosts) {
        Story story = Story.settled(hosts).says("a", answers(Answer.UNREACHABLE, Power.OFF));
        for (int i = 1; i < hosts.length; i++) {
            story.says(hosts[i], story.lost("a"));
        }
        return story.rounds(3);
    }

    private static Story lost(String... hosts) {
        Story story = Story.settled(hosts).says("a", answers(Answer.UNREACHABLE));
        return story.says("b", story.lost("a")).rounds(4);
    }

    private static RecoveryCommand only(Story story) {
        assertThat(story.commands).hasSize(1);
        return story.commands.get(0);
    }

    private static List<Guard> guards(Story story) {
        return story.last().getWithheld().stream().map(w -> w.getGuard()).toList();
    }
}
