package org.poolwarden.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.poolwarden.failover.Speech.answers;
import static org.poolwarden.failover.Speech.mute;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.HaStatement;
import org.poolwarden.schema.Mode;
import org.poolwarden.schema.OutcomeResult;
import org.poolwarden.schema.Power;
import org.poolwarden.schema.Proof;
import org.poolwarden.schema.VerdictKind;

/** FENCE_PROOF: why the old master, and everybody promoted since, cannot act. */
class FenceProofTest {

    @Test
    void withoutAProofNothingIsCommandedAndTheFindingSaysWhatIsMissing() {
        Story story = lost(Answer.UNREACHABLE, "a", "b");
        assertThat(story.withheld()).containsExactly("PROMOTE FENCE_PROOF");
        assertThat(story.lifts("PROMOTE FENCE_PROOF")).contains("BMC says OFF", "answers as a slave", "verified-down");
        assertThat(story.alerts("closet/MASTER_LOST").get(0).getWithheld()).isNotEmpty();
        assertThat(story.commands).isEmpty();
    }

    @Test
    void theLatestReadingThatSaysOffIsAProof() {
        Story story = Story.settled("a", "b").says("a", answers(Answer.UNREACHABLE, Power.OFF));
        story.lostBySlaves("a").rounds(3);
        assertThat(story.commands.get(0).getProof()).isEqualTo(Proof.POWER_OFF);
    }

    @ParameterizedTest
    @EnumSource(
            value = Power.class,
            names = {"ON", "UNKNOWN"})
    void aReadingThatIsNotTheLatestProvesNothing(Power latest) {
        Story story = Story.settled("a", "b").says("a", answers(Answer.UNREACHABLE, Power.OFF));
        story.rounds(1).says("a", answers(Answer.UNREACHABLE, latest));
        assertThat(story.lostBySlaves("a").rounds(3).withheld()).containsExactly("PROMOTE FENCE_PROOF");
    }

    @Test
    void aLaterRoundWithoutAReadingLeavesTheLatestOne() {
        Story story = Story.settled("a", "b").says("a", answers(Answer.UNREACHABLE, Power.OFF));
        story.rounds(1).says("a", answers(Answer.UNREACHABLE));
        assertThat(story.lostBySlaves("a").rounds(2).commanded()).containsExactly("PROMOTE b");
    }

    @Test
    void aReadingIsAProofForHalfAMinuteAndNotAMomentLonger() {
        assertThat(resumedAfter(Duration.ofSeconds(30)).commanded()).containsExactly("PROMOTE b");
        assertThat(resumedAfter(Duration.ofMillis(30_001)).withheld()).containsExactly("PROMOTE FENCE_PROOF");
    }

    /** The master is off by a reading that is as old at its end as is said. */
    private static Story resumedAfter(Duration age) {
        Story story = Story.settled("a", "b").policy(policy -> policy.setPaused(true));
        story.says("a", answers(Answer.UNREACHABLE, Power.OFF, 0))
                .lostBySlaves("a")
                .rounds(2);
        story.says("a", answers(Answer.UNREACHABLE)).rounds(5).round();
        return story.silence(age.minusSeconds(30)).policy(policy -> policy.setPaused(false));
    }

    @Test
    void aReadingIsAsOldAsTheObserverSays() {
        Story story = Story.settled("a", "b").says("a", answers(Answer.UNREACHABLE, Power.OFF, 30_001));
        assertThat(story.lostBySlaves("a").rounds(9).withheld()).containsExactly("PROMOTE FENCE_PROOF");
    }

    @Test
    void aReadingFromBeforeTheLastAnswerProvesNothing() {
        Story story = Story.settled("a", "b").says("a", heartbeat -> Speech.MASTER
                .apply(heartbeat)
                .setPower(Power.OFF)
                .setPowerAgeMs(0L));
        story.rounds(1).says("a", answers(Answer.UNREACHABLE));
        assertThat(story.lostBySlaves("a").rounds(4).withheld()).containsExactly("PROMOTE FENCE_PROOF");
    }

    /** A BMC that calls a host off which accepts connections is another machine's. */
    @ParameterizedTest
    @ValueSource(strings = {"SILENT", "TLS_FAILED"})
    void whoAcceptsConnectionsIsNotOff(Answer answer) {
        Story story = Story.settled("a", "b").says("a", answers(answer, Power.OFF));
        assertThat(story.lostBySlaves("a").rounds(4).withheld()).contains("PROMOTE FENCE_PROOF");
        assertThat(story.commands).isEmpty();
    }

    @Test
    void whoCannotReadItSaysNothingAgainstWhoCould() {
        assertThat(read(Power.OFF, Power.UNKNOWN).commanded()).containsExactly("PROMOTE b");
        assertThat(read(Power.UNKNOWN, Power.OFF).commanded()).containsExactly("PROMOTE b");
        assertThat(read(Power.ON, Power.UNKNOWN).withheld()).containsExactly("PROMOTE FENCE_PROOF");
        assertThat(read(Power.UNKNOWN, Power.UNKNOWN).withheld()).containsExactly("PROMOTE FENCE_PROOF");
    }

    /** Two observers read the master's power, rack-b a tenth of a second later. */
    private static Story read(Power first, Power later) {
        Story story =
                Story.of("a", "b", "c").watchedBy("rack-b").policy(Mode.AUTO).rounds(3);
        story.saysTo("rack-a", "a", answers(Answer.UNREACHABLE, first, 100))
                .saysTo("rack-b", "a", answers(Answer.UNREACHABLE, later, 0));
        return story.lostBySlaves("a").rounds(3);
    }

    @Test
    void anApprovalThatNamesTheMasterIsAProof() {
        Story story = lost(Answer.SILENT, "a", "b", "c");
        assertThat(story.approve("b", "a").commands)
                .as("a host that accepts connections is not down")
                .isEmpty();
        story = lost(Answer.UNREACHABLE, "a", "b", "c").approve("b", "a");
        assertThat(story.commands.get(0).getProof()).isEqualTo(Proof.APPROVAL);
        assertThat(story.commands.get(0).getApproval()).isPresent();
    }

    @Test
    void thePolicyIsAProofForAMasterThatIsUnreachable() {
        Story story = unfenced(Answer.UNREACHABLE, "a", "b", "c");
        assertThat(story.commands.get(0).getProof()).isEqualTo(Proof.POLICY);
    }

    @Test
    void thePolicyIsNoProofForAMasterThatHangs() {
        assertThat(unfenced(Answer.SILENT, "a", "b", "c").withheld()).containsExactly("PROMOTE FENCE_PROOF");
    }

    /** The pool has no master, and the one it had starts its toolstack: it may be master in a moment. */
    @Test
    void thePolicyIsNoProofForWhoAnswers() {
        Story story = Story.settled("a", "b", "c")
                .policy(policy -> policy.setPromoteWithoutFence(true).setHa(HaStatement.OFF));
        story.says("a", Speech.emergency("HOST_BROKEN")).lostBySlaves("a").rounds(125);
        assertThat(story.verdict()).isEqualTo(VerdictKind.MASTER_LOST);
        assertThat(story.withheld()).containsExactly("PROMOTE FENCE_PROOF");
    }

    @Test
    void anOldMasterThatAnswersAsASlaveCannotAct() {
        Story story = Story.settled("a", "b", "c").policy(policy -> policy.setHa(HaStatement.OFF));
        story.says("a", mute("b")).lostBySlaves("a").rounds(125);
        assertThat(story.verdict()).isEqualTo(VerdictKind.MASTER_LOST);
        assertThat(story.commanded()).containsExactly("PROMOTE b");
        assertThat(story.commands.get(0).getProof()).isEqualTo(Proof.IS_SLAVE);
    }

    @Test
    void everybodyWhoWasPromotedSinceMustBeProvenToo() {
        Story story = promotedAndSilent().policy(policy -> policy.setPromoteWithoutFence(false));
        assertThat(story.commanded()).containsExactly("PROMOTE b");
        assertThat(story.withheld()).containsExactly("PROMOTE FENCE_PROOF");
        assertThat(story.lifts("PROMOTE FENCE_PROOF")).contains("proof that b cannot act");

        story.says("b", answers(Answer.UNREACHABLE, Power.OFF)).rounds(1);
        assertThat(story.commanded()).containsExactly("PROMOTE b", "PROMOTE c");
    }

    @Test
    void whoWasPromotedAndAnswersAsASlaveIsProven() {
        Story story = promotedAndSilent().says("b", mute("a")).rounds(1);
        assertThat(story.commanded()).containsExactly("PROMOTE b", "PROMOTE c");
    }

    /** It was told to be master and its toolstack has not come up yet. */
    @ParameterizedTest
    @ValueSource(strings = {"TOOLSTACK_CLOSED", "EMERGENCY", "OTHER_ERROR"})
    void thePolicyProvesNothingOfACandidateThatStillStarts(Answer answer) {
        Story story = promotedAndSilent().says("b", answers(answer)).rounds(1);
        story.policy(policy -> policy.setPromoteWithoutFence(true)).rounds(2);
        assertThat(story.commanded()).containsExactly("PROMOTE b");
        assertThat(story.withheld()).containsExactly("PROMOTE FENCE_PROOF");
    }

    /** Promoted b, which XAPI accepted, is gone; a second promotion is due and no longer too soon. */
    private static Story promotedAndSilent() {
        Story story = Story.settled("a", "b", "c", "d").says("a", answers(Answer.UNREACHABLE, Power.OFF));
        story.lostBySlaves("a").rounds(3).reports(OutcomeResult.ACCEPTED);
        story.says("b", answers(Answer.UNREACHABLE)).rounds(121);
        assertThat(story.verdict()).isEqualTo(VerdictKind.MASTER_LOST);
        return story;
    }

    private static Story lost(Answer answer, String... hosts) {
        return Story.settled(hosts).says("a", answers(answer)).lostBySlaves("a").rounds(4);
    }

    private static Story unfenced(Answer answer, String... hosts) {
        Story story = Story.settled(hosts).policy(policy -> policy.setPromoteWithoutFence(true));
        return story.says("a", answers(answer)).lostBySlaves("a").rounds(4);
    }

    @Test
    void aFenceThatWasObservedIsAProof() {
        Story story = Story.settled("a", "b", "c").policy(policy -> policy.setAutoFence(true));
        story.says("a", answers(Answer.SILENT, Power.ON)).lostBySlaves("a").rounds(8);
        assertThat(story.commanded()).containsExactly("FENCE a");
        story.reports(OutcomeResult.ACCEPTED)
                .says("a", answers(Answer.UNREACHABLE, Power.OFF))
                .rounds(1);
        assertThat(story.commanded()).containsExactly("FENCE a", "PROMOTE b");
        assertThat(story.commands.get(1).getProof()).isEqualTo(Proof.POWER_OFF);
    }
}
