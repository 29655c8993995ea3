package org.poolwarden.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.poolwarden.failover.Person.approves;
import static org.poolwarden.failover.Person.rejects;
import static org.poolwarden.failover.Speech.answers;
import static org.poolwarden.failover.Speech.lost;
import static org.poolwarden.failover.Speech.slaveOf;
import static org.poolwarden.failover.Speech.writing;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.Mode;
import org.poolwarden.schema.OutcomeResult;
import org.poolwarden.schema.Power;
import org.poolwarden.schema.RecoveryOutcome;
import org.poolwarden.schema.VerdictKind;

/** Approvals and rejections: what is taken, what is refused, and when a word no longer stands. */
class WordsTest {

    @Test
    void anApprovalOfTheOpenIncidentIsTaken() {
        Story story = lostMaster().approve("b", "a");
        assertThat(story.commanded()).containsExactly("PROMOTE b");
        assertThat(story.outcomes).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"b", "10.0.0.2", "uuid-10.0.0.2"})
    void aHostIsCalledByItsNameItsAddressOrItsUuid(String host) {
        assertThat(lostMaster().approve(host, "uuid-10.0.0.1").commanded()).containsExactly("PROMOTE b");
    }

    @Test
    void whatIsRefusedIsRecordedAtOnceAndChangesNothing() {
        Story story = Story.of("a", "b").rounds(3).approve("b", "a");
        RecoveryOutcome refusal = story.outcomes.get(0);
        assertThat(refusal.getResult()).isEqualTo(OutcomeResult.REFUSED);
        assertThat(refusal.getCommandId()).startsWith("word-");
        assertThat(refusal.getHost()).isEqualTo("10.0.0.2");
        assertThat(refusal.getDetail()).contains("APPROVE of ada", "no incident is open that calls for PROMOTE");
        assertThat(story.state().consents()).isEqualTo(Consents.NONE);
    }

    @ParameterizedTest
    @EnumSource(
            value = CommandKind.class,
            names = {"FENCE", "PROMOTE", "RECOVER_SLAVES", "REPOINT", "DECLARE_DEAD", "START_VMS"})
    void withoutAnIncidentNothingIsApprovedOrRejected(CommandKind command) {
        Story story = Story.of("a", "b").rounds(3);
        story.hears(approves(command, "b")).hears(rejects(command, "b"));
        assertThat(story.outcomes).extracting(RecoveryOutcome::getResult).containsOnly(OutcomeResult.REFUSED);
        assertThat(story.outcomes).hasSize(2);
    }

    @Test
    void anIncidentCallsForItsOwnCommands() {
        Story story = lostMaster().hears(approves(CommandKind.DECLARE_DEAD, "a"));
        assertThat(refusal(story)).contains("no incident is open that calls for DECLARE_DEAD");

        Story split = Story.settled("a", "b", "c").says("b", Speech.MASTER).rounds(3);
        assertThat(refusal(split.hears(approves(CommandKind.PROMOTE, "c")))).contains("calls for PROMOTE");
        assertThat(split.hears(approves(CommandKind.REPOINT, "b")).outcomes).hasSize(1);
    }

    @Test
    void aWordIsGivenForTheEpochThatItsAuthorSaw() {
        Story story = lostMaster().hears(approves(CommandKind.PROMOTE, "b", "a").setEpoch(0L));
        assertThat(refusal(story)).contains("it was given for epoch 0, and the pool is in 1");
        assertThat(story.hears(approves(CommandKind.PROMOTE, "b", "a").setEpoch(1L))
                        .commanded())
                .containsExactly("PROMOTE b");
    }

    @Test
    void aHostThatNobodyKnowsIsRefused() {
        assertThat(refusal(lostMaster().approve("beta", "a"))).contains("no host of this pool is called beta");
        assertThat(refusal(lostMaster().approve("b", "alpha"))).contains("no host of this pool is called alpha");
    }

    @Test
    void theMasterIsNotMadeMaster() {
        assertThat(refusal(lostMaster().approve("a", "a"))).contains("a is the master");
        Story peace = Story.settled("a", "b").hears(approves(CommandKind.DESIGNATE, "a"));
        assertThat(refusal(peace)).contains("a is the master");
    }

    @Test
    void aDesignationNamesAHost() {
        Story story = Story.settled("a", "b");
        story.hears(approves(CommandKind.DESIGNATE, "b").setHost(null));
        assertThat(refusal(story)).contains("it names no host");
    }

    @Test
    void whoShowsLifeIsNotVerifiedDown() {
        assertThat(refusal(lostMaster().approve("b", "c"))).contains("c shows life");
        Story hung = Story.of("a", "b", "c").rounds(3).says("a", answers(Answer.SILENT));
        assertThat(refusal(hung.lostBySlaves("a").rounds(3).approve("b", "a"))).contains("a shows life");
        Story powered = Story.of("a", "b", "c").rounds(3).says("a", answers(Answer.UNREACHABLE, Power.ON));
        assertThat(refusal(powered.lostBySlaves("a").rounds(3).approve("b", "a")))
                .contains("a shows life");
    }

    @Test
    void aHostWhosePowerIsOffIsNotFenced() {
        Story story = Story.of("a", "b", "c").rounds(3).says("a", answers(Answer.UNREACHABLE, Power.OFF));
        story.lostBySlaves("a").rounds(3).hears(approves(CommandKind.FENCE, "a"));
        assertThat(refusal(story)).contains("the BMC of a says OFF already");
        assertThat(refusal(story.hears(approves(CommandKind.FENCE, "a").setHost(null))))
                .contains("the BMC of a says OFF already");
    }

    /** Somebody else has cut the power: who gives it back is not shot by a word that was meant for another moment. */
    @Test
    void anApprovedFenceDoesNotLieInWaitForWhoPowersTheHostOn() {
        Story story = held().says("a", answers(Answer.SILENT, Power.ON)).rounds(2);
        story.hears(approves(CommandKind.FENCE, "a"));
        assertThat(story.state().consents().approvals()).hasSize(1);
        story.says("a", answers(Answer.UNREACHABLE, Power.OFF)).round();
        assertThat(story.state().consents().approvals()).isEmpty();
        story.says("a", answers(Answer.UNREACHABLE, Power.ON)).rounds(2).policy(policy -> policy.setPaused(false));
        assertThat(story.commands).isEmpty();
    }

    @Test
    void aWordWithoutACommandIsRefusedAndNothingCanBeRecordedOfIt() {
        Story story = lostMaster();
        story.hears(approves(CommandKind.PROMOTE, "b", "a").setCommand(null));
        assertThat(story.commands).isEmpty();
        assertThat(story.outcomes).isEmpty();
    }

    @Test
    void anApprovalIsVoidAtTheNextSignOfLifeOfTheHostItCallsDown() {
        Story story = held().approve("b", "a");
        story.says("a", answers(Answer.SILENT)).silence(Duration.ofSeconds(1)).round();
        story.says("a", answers(Answer.UNREACHABLE)).rounds(2).policy(policy -> policy.setPaused(false));
        assertThat(story.verdict()).isEqualTo(VerdictKind.MASTER_LOST);
        assertThat(story.withheld()).contains("PROMOTE FENCE_PROOF", "PROMOTE MODE");
        assertThat(story.commands).isEmpty();
    }

    /** Its heartbeat of the very same moment shows that it lives. */
    @Test
    void anApprovalIsVoidByASignOfLifeOfTheSameMoment() {
        Story story =
                held().approve("b", "a").says("a", answers(Answer.TLS_FAILED)).round();
        assertThat(story.policy(policy -> policy.setPaused(false)).commands).isEmpty();
        assertThat(story.state().consents().approvals()).isEmpty();
    }

    @Test
    void powerThatIsOnIsASignOfLife() {
        Story story = held().approve("b", "a").says("a", answers(Answer.UNREACHABLE, Power.ON));
        story.silence(Duration.ofSeconds(1)).round().policy(policy -> policy.setPaused(false));
        assertThat(story.commands).isEmpty();
    }

    @Test
    void anApprovalStandsForTenMinutes() {
        Story story = held().approve("b", "a").rounds(120);
        assertThat(story.policy(policy -> policy.setPaused(false)).commanded())
                .as("at 10 min")
                .containsExactly("PROMOTE b");
        Story late = held().approve("b", "a").rounds(120).silence(Duration.ofMillis(1));
        assertThat(late.policy(policy -> policy.setPaused(false)).commands).isEmpty();
    }

    @Test
    void anApprovalIsVoidInAnotherEpoch() {
        Story story = held().approve("b", "a");
        story.says("a", story.master())
                .says("b", slaveOf("a"))
                .says("c", slaveOf("a"))
                .rounds(3);
        story.says("c", story.master())
                .says("a", slaveOf("c"))
                .says("b", slaveOf("c"))
                .rounds(4);
        assertThat(story.last().getMaster()).contains("10.0.0.3");
        assertThat(story.state().consents().approvals()).isEmpty();
    }

    @Test
    void anApprovalSurvivesARestart() {
        Story story = held().approve("b", "a").restart().rounds(3);
        assertThat(story.policy(policy -> policy.setPaused(false)).commanded()).containsExactly("PROMOTE b");
    }

    @Test
    void anApprovalIsUsedUpByItsCommand() {
        Story story =
                lostMaster().approve("b", "a").reports(OutcomeResult.FAILED).rounds(30);
        assertThat(story.commands).hasSize(1);
        assertThat(story.withheld()).contains("PROMOTE MODE");
    }

    /** It is no answer to an incident. */
    @Test
    void aDesignationOutlivesAChangeOfEpoch() {
        Story story = Story.settled("a", "b", "c")
                .says("c", answers(Answer.TOOLSTACK_CLOSED))
                .rounds(1);
        story.hears(approves(CommandKind.DESIGNATE, "b"));
        assertThat(story.withheld()).containsExactly("DESIGNATE CANDIDATE");
        story.says("c", story.master())
                .says("a", slaveOf("c"))
                .says("b", slaveOf("c"))
                .rounds(4);
        assertThat(story.commanded()).containsExactly("DESIGNATE b");
    }

    @Test
    void theLastWordOnACommandCounts() {
        Story story = held().approve("b", "a").approve("c", "a").policy(policy -> policy.setPaused(false));
        assertThat(story.commanded()).containsExactly("PROMOTE c");

        story = held().approve("b", "a").hears(rejects(CommandKind.PROMOTE, "b"));
        assertThat(story.policy(policy -> policy.setPaused(false)).withheld()).contains("PROMOTE MODE");
        assertThat(story.commands).isEmpty();
        assertThat(story.approve("b", "a").commanded()).containsExactly("PROMOTE b");
    }

    @Test
    void aSecondDesignationReplacesTheFirst() {
        Story story = Story.settled("a", "b", "c").policy(policy -> policy.setPaused(true));
        story.hears(approves(CommandKind.DESIGNATE, "b")).hears(approves(CommandKind.DESIGNATE, "c"));
        story.policy(policy -> policy.setPaused(false));
        assertThat(story.commanded()).containsExactly("DESIGNATE c");
        story.reports(OutcomeResult.ACCEPTED).says("c", story.master()).says("a", slaveOf("c"));
        assertThat(story.says("b", slaveOf("c")).rounds(5).commanded()).containsExactly("DESIGNATE c");
    }

    /** Two stragglers, and a person who approves both at once. */
    @Test
    void approvalsOfOneCommandForSeveralHostsStandBesideEachOther() {
        Story story = Story.settled("a", "b", "c", "d").says("a", answers(Answer.UNREACHABLE, Power.OFF));
        story.lostBySlaves("a").rounds(3).reports(OutcomeResult.ACCEPTED);
        story.says("b", story.master())
                .rounds(1)
                .reports(OutcomeResult.ACCEPTED)
                .policy(Mode.ADVISE);
        story.says("c", writing(lost("a"))).says("d", writing(lost("a"))).rounds(7);
        assertThat(story.withheld()).containsExactly("REPOINT MODE", "REPOINT MODE");
        story.policy(policy -> policy.setPaused(true));
        story.hears(approves(CommandKind.REPOINT, "c")).hears(approves(CommandKind.REPOINT, "d"));
        story.policy(policy -> policy.setPaused(false)).reports(OutcomeResult.ACCEPTED);
        story.says("c", slaveOf("b")).rounds(1);
        assertThat(story.commanded()).endsWith("REPOINT c", "REPOINT d");
    }

    @Test
    void aRejectionHoldsUntilTheEpochChanges() {
        Story story = Story.settled("a", "b").policy(policy -> policy.setPaused(true));
        story.says("a", answers(Answer.UNREACHABLE, Power.OFF))
                .lostBySlaves("a")
                .rounds(3);
        story.hears(rejects(CommandKind.PROMOTE, "b")).policy(policy -> policy.setPaused(false));
        assertThat(story.rounds(150).withheld()).containsExactly("PROMOTE MODE");
        assertThat(story.lifts("PROMOTE MODE")).contains("ada rejected it (looked at it)");

        story.says("b", story.master()).says("a", slaveOf("b")).rounds(4);
        assertThat(story.state().consents().rejections()).isEmpty();
    }

    @Test
    void aRejectionOfOneHostIsNoneOfAnother() {
        Story story = Story.settled("a", "b", "c").policy(policy -> policy.setPaused(true));
        story.says("a", answers(Answer.UNREACHABLE, Power.OFF))
                .lostBySlaves("a")
                .rounds(3);
        story.hears(rejects(CommandKind.PROMOTE, "b")).hears(approves(CommandKind.PROMOTE, "c"));
        assertThat(story.policy(policy -> policy.setPaused(false)).commanded()).containsExactly("PROMOTE c");
    }

    /** The executor is away, and nothing would ever be issued again. */
    @Test
    void aPersonEndsWhatIsInFlight() {
        Story story = Story.settled("a", "b", "c").says("a", answers(Answer.UNREACHABLE, Power.OFF));
        story.lostBySlaves("a").rounds(30);
        assertThat(story.firing()).contains("closet/RECOVERY_STALLED");
        long epoch = story.state().standing().epoch();
        story.hears(rejects(CommandKind.PROMOTE, "b")).rounds(20);
        assertThat(story.state().recovery().orElseThrow().isInFlight()).isFalse();
        assertThat(story.state().standing().epoch())
                .as("so the command is void")
                .isEqualTo(epoch + 1);
        assertThat(story.firing()).doesNotContain("closet/RECOVERY_STALLED");
        assertThat(story.withheld()).as("and the no stands").containsExactly("PROMOTE MODE");
        assertThat(story.others.recovering()).isEmpty();
        assertThat(story.approve("c", "a").commanded()).containsExactly("PROMOTE b", "PROMOTE c");
    }

    @Test
    void aRejectionOfAnotherCommandEndsNothing() {
        Story story = Story.settled("a", "b", "c").says("a", answers(Answer.UNREACHABLE, Power.OFF));
        story.lostBySlaves("a").rounds(3).hears(rejects(CommandKind.PROMOTE, "c"));
        story.hears(rejects(CommandKind.FENCE, "a"));
        assertThat(story.state().recovery().orElseThrow().isInFlight()).isTrue();
    }

    private static Story lostMaster() {
        return Story.of("a", "b", "c")
                .rounds(3)
                .says("a", answers(Answer.UNREACHABLE))
                .lostBySlaves("a")
                .rounds(3);
    }

    /** In mode advise, and paused, so that an approval stands for a while. */
    private static Story held() {
        return lostMaster().policy(policy -> policy.setPaused(true));
    }

    private static String refusal(Story story) {
        assertThat(story.commands).isEmpty();
        return story.outcomes.get(story.outcomes.size() - 1).getDetail();
    }
}
