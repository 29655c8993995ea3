package org.poolwarden.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.poolwarden.failover.Speech.answers;
import static org.poolwarden.failover.Speech.emergency;
import static org.poolwarden.failover.Speech.lost;
import static org.poolwarden.failover.Speech.mute;
import static org.poolwarden.failover.Speech.slaveOf;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.Mode;
import org.poolwarden.schema.OutcomeResult;
import org.poolwarden.schema.Power;
import org.poolwarden.schema.Proof;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.schema.VerdictKind;

/** FENCE and PROMOTE: when, of whom, and with what the command says. */
class SuccessionTest {

    @Test
    void aPromotionSaysAllThatTheExecutorMustFindAgain() {
        RecoveryCommand command = poweredOff("a", "b", "c").commands.get(0);
        assertThat(command.getKind()).isEqualTo(CommandKind.PROMOTE);
        assertThat(command.getHost()).isEqualTo("10.0.0.2");
        assertThat(command.getHostName()).isEqualTo("b");
        assertThat(command.getHostUuid()).contains("uuid-10.0.0.2");
        assertThat(command.getOldMaster()).contains("10.0.0.1");
        assertThat(command.getProof()).isEqualTo(Proof.POWER_OFF);
        assertThat(command.getExpectedRole()).isEqualTo(Answer.SLAVE);
        assertThat(command.getApproval()).isEmpty();
        assertThat(command.getNotAfter()).isEqualTo(command.getIssuedAt().plusSeconds(60));
        assertThat(command.getId()).isEqualTo("closet/2/PROMOTE/10.0.0.2");
        assertThat(command.getReason()).contains("master a is powered off", "proof: POWER_OFF");
    }

    @Test
    void allProofsPresentAndTheCommandIsThereAtOnce() {
        Story story = Story.settled("a", "b").says("a", answers(Answer.UNREACHABLE, Power.OFF));
        story.lostBySlaves("a").rounds(1).round();
        assertThat(story.commands).hasSize(1);
        assertThat(story.commands.get(0).getIssuedAt()).isEqualTo(story.now());
        assertThat(story.commands.get(0).getCause()).startsWith("xen.recovery-grants-3@");
    }

    @Test
    void oneIncidentIsOneCommandHoweverLongItLasts() {
        Story story = poweredOff("a", "b").reports(OutcomeResult.STARTED).reports(OutcomeResult.ACCEPTED);
        assertThat(story.rounds(10).commands).hasSize(1);
        assertThat(story.withheld()).containsExactly("PROMOTE IN_FLIGHT");
    }

    @Test
    void amongEqualsTheLowestUuidIsChosenInEveryOrder() {
        assertThat(poweredOff("a", "d", "c", "b").commanded()).containsExactly("PROMOTE b");
    }

    @Test
    void aCandidateAnswersAndIsReachedByTheEvidence() {
        Story story = Story.settled("a", "b", "c", "d").says("a", answers(Answer.UNREACHABLE, Power.OFF));
        story.lostBySlaves("a", "b").says("b", mute("a")).rounds(3);
        assertThat(story.commanded())
                .as("b has not said that it lost its master")
                .containsExactly("PROMOTE c");
    }

    @ParameterizedTest
    @EnumSource(
            value = Answer.class,
            names = {"UNREACHABLE", "SILENT", "TOOLSTACK_CLOSED", "BAD_CREDENTIALS", "OTHER_ERROR"})
    void whoSaidSoAndAnswersOtherwiseNowIsNone(Answer now) {
        Story story = paused("a", "b", "c", "d").says("b", answers(now)).round();
        assertThat(story.policy(policy -> policy.setPaused(false)).commanded()).containsExactly("PROMOTE c");
    }

    @Test
    void whoIsDisabledIsNone() {
        Story story = Story.settled("a", "b", "c").rounds(12);
        story.database.change("b", member -> member.setEnabled(false));
        story.rounds(1).says("a", answers(Answer.UNREACHABLE, Power.OFF));
        assertThat(story.lostBySlaves("a").rounds(3).commanded()).containsExactly("PROMOTE c");
    }

    /** A master that starts takes all others for disabled until each has come to it. */
    @Test
    void whoHasJustBegunToFollowIsNotDisabledByThat() {
        assertThat(taken(11).commanded()).containsExactly("PROMOTE a");
        assertThat(taken(14).withheld()).containsExactly("PROMOTE CANDIDATE");
    }

    private static Story taken(int rounds) {
        Story story = Story.settled("a", "b", "c").rounds(12).says("a", slaveOf("b"));
        story.database.change("a", member -> member.setEnabled(false)).change("c", member -> member.setEnabled(false));
        story.says("b", story.master()).says("c", slaveOf("b")).rounds(rounds);
        return story.says("b", answers(Answer.UNREACHABLE, Power.OFF))
                .lostBySlaves("b")
                .rounds(3);
    }

    @ParameterizedTest
    @CsvSource({"8.2.0,c", "8.1,c", "7.6.0,c", "8.2.1,b", "8.2.10,b", "8.3,b", "'',b", "hotfix,b"})
    void whoIsOlderInVersionThanTheOldMasterIsNone(String version, String chosen) {
        Story story = Story.settled("a", "b", "c");
        story.database.change("b", member -> member.setVersion(version));
        story.rounds(1).says("a", answers(Answer.UNREACHABLE, Power.OFF));
        assertThat(story.lostBySlaves("a").rounds(3).commanded()).containsExactly("PROMOTE " + chosen);
    }

    @Test
    void withoutACandidateThePromotionIsWithheld() {
        Story story = Story.settled("a", "b");
        story.database.change("b", member -> member.setVersion("8.1.0"));
        story.rounds(1)
                .says("a", answers(Answer.UNREACHABLE, Power.OFF))
                .lostBySlaves("a")
                .rounds(3);
        assertThat(story.withheld()).containsExactly("PROMOTE CANDIDATE");
        assertThat(story.last().getWithheld().get(0).getHost()).isEmpty();
        assertThat(story.lifts("PROMOTE CANDIDATE")).contains("not older in version");
    }

    @Test
    void anApprovalNamesTheCandidate() {
        Story story = unproven("a", "b", "c").approve("c", "a");
        assertThat(story.commanded()).containsExactly("PROMOTE c");
        assertThat(story.commands.get(0).getApproval()).isPresent();
    }

    @Test
    void anApprovalOfWhoIsNoCandidatePromotesNobodyElse() {
        Story story = unproven("a", "b", "c", "d")
                .says("c", answers(Answer.BAD_CREDENTIALS))
                .rounds(3);
        story.approve("c", "a");
        assertThat(story.withheld()).contains("PROMOTE CANDIDATE");
        assertThat(story.commands).isEmpty();
    }

    @Test
    void aSlaveInEmergencyModeMayBePromotedAndTheCommandExpectsThat() {
        Story story = Story.settled("a", "b").rounds(121).says("a", answers(Answer.UNREACHABLE, Power.OFF));
        story.says("b", emergency("INTERNAL_ERROR")).rounds(7);
        assertThat(story.commanded()).containsExactly("PROMOTE b");
        assertThat(story.commands.get(0).getExpectedRole()).isEqualTo(Answer.EMERGENCY);
    }

    /** What its emergency says is that it has no master: another error is about itself, and it is no slave to us. */
    @Test
    void aSlaveInAnotherEmergencyIsNoCandidate() {
        Story story = paused("a", "b", "c", "d").says("b", emergency("HOST_UNKNOWN_TO_MASTER"));
        assertThat(story.round().policy(policy -> policy.setPaused(false)).commanded())
                .containsExactly("PROMOTE c");
    }

    @Test
    void powerGoesAfterTheLossHasLastedHalfAMinuteWithoutABreak() {
        Story story = hung().rounds(1).round();
        assertThat(story.verdict()).isEqualTo(VerdictKind.MASTER_LOST);
        story.silence(Duration.ofSeconds(5)).rounds(4).round().silence(Duration.ofSeconds(4));
        assertThat(story.commands).as("at 29 s").isEmpty();

        story.silence(Duration.ofSeconds(1));
        assertThat(story.commanded()).as("at 30 s").containsExactly("FENCE a");
        RecoveryCommand fence = story.commands.get(0);
        assertThat(fence.getExpectedRole()).isEqualTo(Answer.SILENT);
        assertThat(fence.getOldMaster()).contains("10.0.0.1");
    }

    @Test
    void aBreakBeginsTheHalfMinuteAnew() {
        Story story = hung().rounds(6).says("b", Speech.slaveOf("a")).rounds(1);
        assertThat(story.verdict()).isEqualTo(VerdictKind.MASTER_UNSEEN);
        story.says("b", lost("a")).round();
        assertThat(story.verdict()).isEqualTo(VerdictKind.MASTER_LOST);
        story.silence(Duration.ofSeconds(5)).rounds(4).round().silence(Duration.ofSeconds(4));
        assertThat(story.commands).as("29 s after the break").isEmpty();
        assertThat(story.silence(Duration.ofSeconds(1)).commanded()).containsExactly("FENCE a");
    }

    @Test
    void aRestartOfTheProcessorIsABreak() {
        Story story = hung().rounds(5).restart().rounds(2);
        assertThat(story.verdict()).isEqualTo(VerdictKind.MASTER_LOST);
        assertThat(story.rounds(4).commands).isEmpty();
        assertThat(story.rounds(2).commanded()).containsExactly("FENCE a");
    }

    @Test
    void aHostWhosePowerNobodyReadsIsNotFenced() {
        Story story = Story.settled("a", "b", "c").policy(policy -> policy.setAutoFence(true));
        story.says("a", answers(Answer.SILENT)).lostBySlaves("a").rounds(10);
        assertThat(story.withheld()).containsExactly("PROMOTE FENCE_PROOF");
    }

    @Test
    void aHostThatIsOffIsNotFenced() {
        Story story = Story.settled("a", "b", "c")
                .policy(policy -> policy.setAutoFence(true).setPaused(true));
        story.says("a", answers(Answer.UNREACHABLE, Power.OFF))
                .lostBySlaves("a")
                .rounds(10);
        assertThat(story.withheld()).containsExactly("PROMOTE PAUSED");
    }

    /** Nobody would be helped: its VMs would die for nothing. */
    @Test
    void nobodyIsFencedByPolicyWhereNoneCouldFollow() {
        Story story = Story.settled("a", "b", "c").rounds(12);
        story.database.change("b", member -> member.setEnabled(false)).change("c", member -> member.setEnabled(false));
        story.rounds(1).policy(policy -> policy.setAutoFence(true));
        story.says("a", answers(Answer.SILENT, Power.ON)).lostBySlaves("a").rounds(10);
        assertThat(story.withheld()).contains("FENCE CANDIDATE");
        assertThat(story.commands).isEmpty();
        assertThat(story.hears(Person.approves(CommandKind.FENCE, "a")).commanded())
                .containsExactly("FENCE a");
    }

    @Test
    void anApprovalOfFenceIsNoneOfPromote() {
        Story story = Story.of("a", "b", "c").policy(Mode.ADVISE).rounds(3);
        story.says("a", answers(Answer.SILENT, Power.ON)).lostBySlaves("a").rounds(8);
        story.hears(Person.approves(CommandKind.FENCE, "a")).reports(OutcomeResult.ACCEPTED);
        story.says("a", answers(Answer.UNREACHABLE, Power.OFF)).rounds(2);
        assertThat(story.commanded()).containsExactly("FENCE a");
        assertThat(story.withheld()).containsExactly("PROMOTE MODE");

        story.hears(Person.approves(CommandKind.PROMOTE, "b"));
        assertThat(story.commanded()).containsExactly("FENCE a", "PROMOTE b");
        assertThat(story.state().recovery().orElseThrow().approval())
                .isEqualTo(story.commands.get(1).getApproval());
    }

    @Test
    void aFenceThatFailsIsTriedAgainAfterAPauseAndNobodyIsPromoted() {
        Story story = hung().rounds(8);
        story.reports(OutcomeResult.STARTED).reports(OutcomeResult.FAILED).rounds(11);
        assertThat(story.withheld()).containsExactly("PROMOTE FENCE_PROOF", "FENCE IN_FLIGHT");
        story.rounds(2);
        assertThat(story.commanded()).containsExactly("FENCE a", "FENCE a");
        assertThat(story.commands.get(1).getId())
                .isNotEqualTo(story.commands.get(0).getId());
    }

    @Test
    void aFenceWhoseOffIsNotReadBackInHalfAMinuteHasFailed() {
        Story story = hung().rounds(8).reports(OutcomeResult.ACCEPTED).rounds(5).round();
        story.silence(Duration.ofSeconds(4));
        assertThat(story.withheld()).as("at 29 s").containsExactly("PROMOTE IN_FLIGHT");
        assertThat(story.silence(Duration.ofSeconds(1)).withheld())
                .as("at 30 s")
                .containsExactly("PROMOTE FENCE_PROOF", "FENCE IN_FLIGHT");
    }

    private static Story hung() {
        Story story = Story.settled("a", "b", "c").policy(policy -> policy.setAutoFence(true));
        return story.says("a", answers(Answer.SILENT, Power.ON)).lostBySlaves("a");
    }

    /** Lost and proven off, and nothing is commanded yet. */
    private static Story paused(String... hosts) {
        Story story = Story.settled(hosts).policy(policy -> policy.setPaused(true));
        story.says("a", answers(Answer.UNREACHABLE, Power.OFF)).lostBySlaves("a");
        return story.rounds(2);
    }

    private static Story unproven(String... hosts) {
        return Story.settled(hosts)
                .says("a", answers(Answer.UNREACHABLE))
                .lostBySlaves("a")
                .rounds(3);
    }

    private static Story poweredOff(String... hosts) {
        return Story.settled(hosts)
                .says("a", answers(Answer.UNREACHABLE, Power.OFF))
                .lostBySlaves("a")
                .rounds(3);
    }
}
