package org.poolwarden.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.poolwarden.failover.Speech.answers;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.Guard;
import org.poolwarden.schema.OutcomeResult;
import org.poolwarden.schema.Power;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.schema.VerdictKind;

class RecoveryPolicyTest {

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
