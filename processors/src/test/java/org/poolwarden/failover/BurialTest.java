package org.poolwarden.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.poolwarden.failover.Speech.answers;
import static org.poolwarden.failover.Speech.slaveOf;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.Mode;
import org.poolwarden.schema.OutcomeResult;
import org.poolwarden.schema.Power;
import org.poolwarden.schema.Proof;
import org.poolwarden.schema.RecoveryCommand;

/** DECLARE_DEAD and START_VMS, and their strict proof. */
class BurialTest {

    @Test
    void aHostThatIsOffAndStillHasRunningVmsIsDeclaredDead() {
        Story story = ruledByB(Power.OFF);
        assertThat(story.commanded()).containsExactly("PROMOTE b", "DECLARE_DEAD a");
        RecoveryCommand command = story.commands.get(1);
        assertThat(command.getProof()).isEqualTo(Proof.POWER_OFF);
        assertThat(command.getMaster()).as("who is asked").contains("10.0.0.2");
        assertThat(command.getHostUuid()).contains("uuid-10.0.0.1");
    }

    @Test
    void notBeforeTheNewMasterIsUndisputedAndHasTold() {
        Story story = lost(Power.OFF).says("b", Speech.MASTER).rounds(3);
        assertThat(story.commanded()).as("it has told nothing").containsExactly("PROMOTE b");
        story.says("b", story.master()).round();
        assertThat(story.commanded()).endsWith("DECLARE_DEAD a");
    }

    @Test
    void aHostWithoutRunningVmsNeedsNoDeclaration() {
        Story story = Story.settled("a", "b");
        story.database.runs("other", "b");
        story.rounds(1)
                .says("a", answers(Answer.UNREACHABLE, Power.OFF))
                .lostBySlaves("a")
                .rounds(3);
        story.reports(OutcomeResult.ACCEPTED).says("b", story.master()).rounds(4);
        assertThat(story.commanded()).containsExactly("PROMOTE b");
        assertThat(story.others.recovering()).isEmpty();
    }

    @Test
    void vmsStartWhenTheDeclarationIsSeenInASnapshot() {
        Story story = ruledByB(Power.OFF).reports(OutcomeResult.ACCEPTED).rounds(3);
        assertThat(story.commanded()).doesNotContain("START_VMS a");
        story.database.declareDead("a");
        story.round();
        assertThat(story.commanded()).containsExactly("PROMOTE b", "DECLARE_DEAD a", "START_VMS a");
        assertThat(story.outcomes.get(1).getResult()).isEqualTo(OutcomeResult.SUCCEEDED);
    }

    /** Those whose policy says restart and whose disks are all shared; by priority, then order, then uuid. */
    @Test
    void protectedVmsOnSharedDisksStartInTheirOrder() {
        Story story = Story.settled("a", "b");
        story.database
                .runs("vm-late", "a", vm -> vm.setOrder(9))
                .runs("vm-effort", "a", vm -> vm.setRestartPriority("best-effort")
                        .setOrder(0))
                .runs("vm-first", "a", vm -> vm.setOrder(1))
                .runs("vm-also-first", "a", vm -> vm.setOrder(1))
                .runs("vm-local", "a", vm -> vm.setSharedDisks(false))
                .runs("vm-unprotected", "a", vm -> vm.setRestartPriority(""))
                .runs("vm-elsewhere", "b");
        story.rounds(1)
                .says("a", answers(Answer.UNREACHABLE, Power.OFF))
                .lostBySlaves("a")
                .rounds(3);
        story.reports(OutcomeResult.ACCEPTED).says("b", story.master()).rounds(2);
        story.reports(OutcomeResult.ACCEPTED).database.declareDead("a");
        story.round();
        assertThat(story.commands.get(2).getVms()).containsExactly("vm-also-first", "vm-first", "vm-late", "vm-effort");
    }

    @Test
    void vmsThatRunAgainAreASuccessAndTheEnd() {
        Story story = started().reports(OutcomeResult.ACCEPTED);
        story.database.runs("vm", "b");
        story.rounds(3);
        assertThat(story.outcomes.get(2).getKind()).isEqualTo(CommandKind.START_VMS);
        assertThat(story.outcomes.get(2).getResult()).isEqualTo(OutcomeResult.SUCCEEDED);
        assertThat(story.state().recovery().orElseThrow().open()).isFalse();
        assertThat(story.others.recovering()).isEmpty();
    }

    @Test
    void aVmThatAnAdminHaltsLaterIsNotStartedAgain() {
        Story story = started().reports(OutcomeResult.ACCEPTED);
        story.database.runs("vm", "b");
        story.rounds(3).database.runs("vm", "b", vm -> vm.setPowerState("Halted")
                .setResidentOn(null));
        assertThat(story.rounds(30).commanded()).containsOnlyOnce("START_VMS a");
    }

    @Test
    void nothingStartsOnAMasterThatIsNotEnabledYet() {
        Story story = Story.settled("a", "b");
        story.database.runs("vm", "a");
        story.rounds(1)
                .says("a", answers(Answer.UNREACHABLE, Power.OFF))
                .lostBySlaves("a")
                .rounds(3);
        story.database.change("b", member -> member.setEnabled(false));
        story.reports(OutcomeResult.ACCEPTED).says("b", story.master()).rounds(2);
        story.reports(OutcomeResult.ACCEPTED).database.declareDead("a");
        assertThat(story.rounds(5).commanded()).doesNotContain("START_VMS a");
        assertThat(story.state().recovery().orElseThrow().open())
                .as("it waits for that")
                .isTrue();
        story.database.change("b", member -> member.setEnabled(true));
        assertThat(story.rounds(1).commanded()).endsWith("START_VMS a");
    }

    @Test
    void aReadingIsAProofForHalfAMinute() {
        Story story = ruledByB(Power.OFF, Mode.ADVISE).says("a", answers(Answer.UNREACHABLE, Power.OFF, 0));
        story.rounds(1).says("a", answers(Answer.UNREACHABLE)).rounds(5);
        assertThat(story.withheld()).as("at 30 s").containsExactly("DECLARE_DEAD MODE");
        story.silence(Duration.ofMillis(1));
        assertThat(story.withheld()).containsExactlyInAnyOrder("DECLARE_DEAD MODE", "DECLARE_DEAD FENCE_PROOF");
    }

    /** A crashed host whose power is on: its BMC cannot tell, so a person must. */
    @ParameterizedTest
    @ValueSource(strings = {"ON", "UNKNOWN", "NOT_READ"})
    void withoutAProofItIsWithheld(Power power) {
        Story story = ruledByB(power);
        assertThat(story.commanded()).containsExactly("PROMOTE b");
        assertThat(story.withheld()).containsExactly("DECLARE_DEAD FENCE_PROOF");
        assertThat(story.lifts("DECLARE_DEAD FENCE_PROOF")).contains("a verified-down");
    }

    @Test
    void noPolicyWaivesTheProof() {
        Story story = ruledByB(Power.NOT_READ)
                .policy(policy -> policy.setPromoteWithoutFence(true).setAutoFence(true));
        assertThat(story.rounds(3).withheld()).containsExactly("DECLARE_DEAD FENCE_PROOF");
    }

    @Test
    void anApprovalThatNamesItVerifiedDownIsAProof() {
        Story story = ruledByB(Power.NOT_READ).hears(Person.approves(CommandKind.DECLARE_DEAD, "a", "a"));
        assertThat(story.commanded()).endsWith("DECLARE_DEAD a");
        assertThat(story.commands.get(1).getProof()).isEqualTo(Proof.APPROVAL);
        assertThat(story.commands.get(1).getApproval()).isPresent();
    }

    @Test
    void anApprovalThatNamesNobodyIsNone() {
        Story story = ruledByB(Power.NOT_READ).hears(Person.approves(CommandKind.DECLARE_DEAD, "a"));
        assertThat(story.withheld()).containsExactly("DECLARE_DEAD FENCE_PROOF");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SILENT", "TLS_FAILED"})
    void anySignOfLifeVoidsTheProof(Answer alive) {
        Story story = ruledByB(Power.NOT_READ);
        story.says("a", answers(alive, Power.OFF)).rounds(2);
        assertThat(story.withheld()).containsExactly("DECLARE_DEAD FENCE_PROOF");
        assertThat(story.commands).hasSize(1);
    }

    @Test
    void startingAsksForTheProofAgain() {
        Story story = ruledByB(Power.OFF).reports(OutcomeResult.ACCEPTED);
        story.says("a", answers(Answer.UNREACHABLE, Power.ON)).database.declareDead("a");
        story.rounds(2);
        assertThat(story.commanded()).doesNotContain("START_VMS a");
        assertThat(story.withheld()).containsExactly("START_VMS FENCE_PROOF");

        story.says("a", answers(Answer.UNREACHABLE, Power.OFF)).rounds(1);
        assertThat(story.commanded()).endsWith("START_VMS a");
    }

    @Test
    void approvingThePromotionDoesNotCoverThem() {
        Story story = ruledByB(Power.OFF, Mode.ADVISE);
        assertThat(story.commanded()).containsExactly("PROMOTE b");
        assertThat(story.withheld()).containsExactly("DECLARE_DEAD MODE");

        story.hears(Person.approves(CommandKind.DECLARE_DEAD, "a")).reports(OutcomeResult.ACCEPTED);
        story.database.declareDead("a");
        story.rounds(2);
        assertThat(story.withheld()).containsExactly("START_VMS MODE");
        story.hears(Person.approves(CommandKind.START_VMS, "a"));
        assertThat(story.commanded()).containsExactly("PROMOTE b", "DECLARE_DEAD a", "START_VMS a");
    }

    @Test
    void aHostThatIsBackIsNotDeclaredDead() {
        Story story = lost(Power.OFF).policy(Mode.OBSERVE);
        story.says("b", story.master()).rounds(1).says("a", slaveOf("b")).rounds(3);
        assertThat(story.policy(Mode.AUTO).rounds(3).commanded()).containsExactly("PROMOTE b");
        assertThat(story.withheld()).isEmpty();
    }

    /** It came back as a slave, which was the end of that story; its next death is another one. */
    @Test
    void aHostThatCameBackAndDiesAgainIsALostHostAndNoMoreThanThat() {
        Story story = lost(Power.OFF).policy(Mode.OBSERVE);
        story.says("b", story.master()).rounds(1).says("a", slaveOf("b")).rounds(3);
        story.says("a", answers(Answer.UNREACHABLE, Power.OFF))
                .policy(Mode.AUTO)
                .rounds(5);
        assertThat(story.commanded()).containsExactly("PROMOTE b");
        assertThat(story.firing()).contains("closet/HOST_LOST/a");
    }

    @Test
    void aDeclarationThatNobodySeesInTwoMinutesHasFailedAndIsTriedAgain() {
        Story story = ruledByB(Power.OFF).reports(OutcomeResult.ACCEPTED).rounds(24);
        assertThat(story.withheld()).containsExactly("DECLARE_DEAD IN_FLIGHT");
        story.rounds(13);
        assertThat(story.commanded()).endsWith("DECLARE_DEAD a", "DECLARE_DEAD a");
        assertThat(story.commands).extracting(RecoveryCommand::getId).doesNotHaveDuplicates();
    }

    private static Story started() {
        Story story = ruledByB(Power.OFF).reports(OutcomeResult.ACCEPTED);
        story.database.declareDead("a");
        story.round();
        assertThat(story.commanded()).endsWith("START_VMS a");
        return story.silence(Duration.ofSeconds(5));
    }

    private static Story ruledByB(Power power) {
        return ruledByB(power, Mode.AUTO);
    }

    private static Story ruledByB(Power power, Mode mode) {
        Story story = lost(power, mode);
        return story.says("b", story.master()).rounds(2);
    }

    private static Story lost(Power power) {
        return lost(power, Mode.AUTO);
    }

    /** Host a, which runs a VM, is gone, and b has been told to become master. */
    private static Story lost(Power power, Mode mode) {
        Story story = Story.of("a", "b").policy(mode);
        story.database.runs("vm", "a");
        story.rounds(3)
                .says("a", answers(Answer.UNREACHABLE, power))
                .lostBySlaves("a")
                .rounds(3);
        if (story.commands.isEmpty()) {
            story.hears(Person.approves(CommandKind.PROMOTE, "b"));
        }
        if (story.commands.isEmpty()) {
            story.says("a", answers(Answer.UNREACHABLE)).rounds(1).approve("b", "a");
            story.says("a", answers(Answer.UNREACHABLE, power));
        }
        assertThat(story.commanded()).containsExactly("PROMOTE b");
        return story.reports(OutcomeResult.ACCEPTED);
    }
}
