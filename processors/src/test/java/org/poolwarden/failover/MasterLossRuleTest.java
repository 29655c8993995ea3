package org.poolwarden.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.poolwarden.failover.Speech.answers;
import static org.poolwarden.failover.Speech.emergency;
import static org.poolwarden.failover.Speech.masterOf;
import static org.poolwarden.failover.Speech.mute;
import static org.poolwarden.failover.Speech.slaveOf;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.Finding;
import org.poolwarden.schema.HowLost;
import org.poolwarden.schema.OutcomeResult;
import org.poolwarden.schema.Power;
import org.poolwarden.schema.VerdictKind;

class MasterLossRuleTest {

    @ParameterizedTest
    @CsvSource({"UNREACHABLE,UNREACHABLE", "REFUSED,UNREACHABLE", "TLS_FAILED,UNREACHABLE", "SILENT,HUNG"})
    void aMasterThatIsMissedTwiceAndThatASlaveHasLostIsLost(Answer answer, HowLost how) {
        Story story = Story.settled("a", "b", "c").says("a", answers(answer)).lostBySlaves("a");
        assertThat(story.round().verdict()).isEqualTo(VerdictKind.DOUBTFUL);
        assertThat(story.last().getReason()).contains("a does not answer as master");

        assertThat(story.silence(Duration.ofSeconds(5)).round().verdict()).isEqualTo(VerdictKind.MASTER_LOST);
        assertThat(story.last().getHow()).contains(how);
        assertThat(story.last().getHosts()).containsExactly("10.0.0.1");
        assertThat(story.firing()).containsExactly("closet/MASTER_LOST");
    }

    @ParameterizedTest
    @EnumSource(
            value = Answer.class,
            names = {"TOOLSTACK_CLOSED", "EMERGENCY", "BAD_CREDENTIALS", "OTHER_ERROR"})
    void whoAnswersAnythingIsNotMissed(Answer answer) {
        Story story = Story.settled("a", "b", "c").says("a", answers(answer)).lostBySlaves("a");
        story.rounds(10);
        assertThat(story.findings).noneMatch(MasterLossRuleTest::isLoss);
    }

    @Test
    void oneAnswerBetweenTwoMissesBeginsThemAnew() {
        Story story = Story.settled("a", "b", "c")
                .says("a", answers(Answer.UNREACHABLE))
                .lostBySlaves("a");
        story.rounds(1)
                .says("a", story.master())
                .rounds(1)
                .says("a", answers(Answer.UNREACHABLE))
                .rounds(1);
        assertThat(story.findings).noneMatch(MasterLossRuleTest::isLoss);
    }

    @Test
    void silenceThatNoSlaveConfirmsIsNoLoss() {
        Story story = Story.settled("a", "b", "c").says("a", answers(Answer.UNREACHABLE));
        story.says("b", mute("a")).says("c", mute("a")).rounds(20);
        assertThat(story.verdict()).isEqualTo(VerdictKind.DOUBTFUL);
        assertThat(story.alerts).isEmpty();
    }

    @Test
    void oneSlaveThatIsConnectedOutweighsManyThatLostIt() {
        Story story = Story.settled("a", "b", "c", "d")
                .says("a", answers(Answer.UNREACHABLE))
                .lostBySlaves("a", "d");
        assertThat(story.rounds(4).verdict()).isEqualTo(VerdictKind.MASTER_UNSEEN);
        assertThat(story.last().getReason()).contains("d reaches it");
        assertThat(story.commands).isEmpty();
    }

    @Test
    void whoAbstainsHindersNothing() {
        Story story = Story.settled("a", "b", "c", "d")
                .says("a", answers(Answer.UNREACHABLE))
                .lostBySlaves("a", "c", "d");
        story.says("c", mute("a")).says("d", answers(Answer.BAD_CREDENTIALS)).rounds(2);
        assertThat(story.verdict()).isEqualTo(VerdictKind.MASTER_LOST);
    }

    @Test
    void theLatestPowerReadingSaysHowItWasLost() {
        Story story = Story.settled("a", "b")
                .says("a", answers(Answer.UNREACHABLE, Power.OFF))
                .lostBySlaves("a");
        assertThat(story.rounds(2).last().getHow()).contains(HowLost.POWERED_OFF);
    }

    @Test
    void aReadingFromBeforeItsLastAnswerSaysNothingOfThisLoss() {
        Story story = Story.settled("a", "b").says("a", answers(Answer.UNREACHABLE, Power.OFF));
        story.rounds(1).says("a", story.master()).rounds(3);
        story.says("a", answers(Answer.UNREACHABLE)).lostBySlaves("a").rounds(2);
        assertThat(story.last().getHow()).contains(HowLost.UNREACHABLE);
    }

    @Test
    void aMasterThatIsOnlySilentToUsIsUnseenHoweverLong() {
        Story story = Story.settled("a", "b", "c")
                .says("a", answers(Answer.UNREACHABLE))
                .rounds(130);
        assertThat(story.verdict()).as("after 650 s, longer than a boot").isEqualTo(VerdictKind.MASTER_UNSEEN);
        assertThat(story.last().getReason()).contains("b, c reaches it");
        assertThat(story.findings).noneMatch(MasterLossRuleTest::isLoss);
    }

    /** Its slaves are connected to somebody: our password is wrong, and nobody is lost. */
    @Test
    void aMasterThatRefusesOurPasswordIsNotMissing() {
        Story story = Story.settled("a", "b", "c")
                .says("a", answers(Answer.BAD_CREDENTIALS))
                .rounds(130);
        assertThat(story.findings).noneMatch(MasterLossRuleTest::isLoss);
        assertThat(story.firing()).containsExactly("closet/BAD_CREDENTIALS/a");
    }

    @Test
    void hostsThatAnswerWithoutAMasterForLongerThanABootAreMasterless() {
        Story story = Story.settled("a", "b", "c").says("a", answers(Answer.OTHER_ERROR));
        story.says("b", mute("a")).says("c", mute("a")).rounds(118);
        story.round().silence(Duration.ofSeconds(4));
        assertThat(story.verdict()).as("599 s after the last answer as master").isEqualTo(VerdictKind.DOUBTFUL);

        story.silence(Duration.ofSeconds(1));
        assertThat(story.verdict()).isEqualTo(VerdictKind.MASTER_LOST);
        assertThat(story.last().getHow()).contains(HowLost.MASTERLESS);
    }

    @Test
    void theBootAllowanceIsThePolicys() {
        Story story = Story.settled("a", "b").policy(policy -> policy.setBootAllowanceMs(30_000L));
        story.says("a", answers(Answer.OTHER_ERROR)).says("b", mute("a")).rounds(5);
        assertThat(story.verdict()).isEqualTo(VerdictKind.MASTER_LOST);
    }

    @Test
    void aPoolWhoseMasterNobodyHasEverHeardIsMasterlessAndOnlyAlerts() {
        Story story = Story.of("a", "b").says("a", answers(Answer.UNREACHABLE)).says("b", mute("a"));
        story.rounds(121);
        assertThat(story.verdict()).isEqualTo(VerdictKind.MASTER_LOST);
        assertThat(story.last().getHow()).contains(HowLost.MASTERLESS);
        assertThat(story.last().getHosts()).as("the one whom all slaves name").containsExactly("10.0.0.1");
        assertThat(story.commands).isEmpty();
    }

    @Test
    void aMasterOfAnotherPoolIsNoMasterOfThisOne() {
        Story story =
                Story.settled("a", "b").says("x", masterOf("another pool")).rounds(1);
        story.says("a", answers(Answer.OTHER_ERROR)).says("b", mute("a")).rounds(121);
        assertThat(story.verdict()).isEqualTo(VerdictKind.MASTER_LOST);
    }

    @Test
    void afterOurPromotionTheLossLastsUntilTheCandidateIsMaster() {
        Story story = promoting();
        story.says("b", answers(Answer.TOOLSTACK_CLOSED)).rounds(6);
        assertThat(story.verdict()).isEqualTo(VerdictKind.MASTER_LOST);

        story.says("b", story.master())
                .says("c", answers(Answer.TOOLSTACK_CLOSED))
                .rounds(2);
        assertThat(story.verdict()).isEqualTo(VerdictKind.HOST_LOST);
    }

    /** It found the new master's name in its own file; nobody rules yet. */
    @Test
    void anOldMasterThatReturnsAsASlaveMeanwhileEndsNoLoss() {
        Story story = promoting().says("b", answers(Answer.TOOLSTACK_CLOSED)).rounds(1);
        story.says("a", slaveOf("b")).rounds(2);
        assertThat(story.verdict()).isEqualTo(VerdictKind.MASTER_LOST);
        story.says("a", emergency("INTERNAL_ERROR")).rounds(2);
        assertThat(story.verdict()).isEqualTo(VerdictKind.MASTER_LOST);
    }

    @Test
    void anOldMasterThatReturnsAsMasterMeanwhileIsLostNoLonger() {
        Story story = promoting().says("b", answers(Answer.TOOLSTACK_CLOSED)).rounds(1);
        story.says("a", story.master()).rounds(2);
        assertThat(story.verdict()).isEqualTo(VerdictKind.DOUBTFUL);
    }

    /** Only emergency mode has testified, and everybody who answers is starting. */
    @Test
    void aCandidateThatStartsIsNoPoolThatBoots() {
        Story story = Story.settled("a", "b").rounds(121);
        story.says("a", answers(Answer.UNREACHABLE, Power.OFF)).says("b", emergency("INTERNAL_ERROR"));
        story.rounds(7).reports(OutcomeResult.ACCEPTED);
        assertThat(story.commanded()).containsExactly("PROMOTE b");

        story.says("b", answers(Answer.REFUSED)).rounds(1);
        assertThat(story.says("b", answers(Answer.TOOLSTACK_CLOSED)).round().verdict())
                .isEqualTo(VerdictKind.MASTER_LOST);
    }

    private static Story promoting() {
        Story story = Story.settled("a", "b", "c")
                .says("a", answers(Answer.UNREACHABLE, Power.OFF))
                .lostBySlaves("a");
        return story.rounds(3).reports(OutcomeResult.STARTED).reports(OutcomeResult.ACCEPTED);
    }

    private static boolean isLoss(Finding finding) {
        return finding.getVerdict() == VerdictKind.MASTER_LOST;
    }
}
