package org.poolwarden.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.poolwarden.failover.Person.approves;
import static org.poolwarden.failover.Speech.answers;
import static org.poolwarden.failover.Speech.lost;
import static org.poolwarden.failover.Speech.slaveOf;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.HaStatement;
import org.poolwarden.schema.Mode;
import org.poolwarden.schema.OutcomeResult;
import org.poolwarden.schema.Power;
import org.poolwarden.schema.Proof;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.schema.VerdictKind;

/** DESIGNATE: failing back, in peace and by a person only. */
class FailBackTest {

    @Test
    void aPersonDesignatesAMemberOfAPoolThatIsWhole() {
        Story story = Story.settled("a", "b", "c").hears(approves(CommandKind.DESIGNATE, "b"));
        RecoveryCommand command = story.commands.get(0);
        assertThat(command.getKind()).isEqualTo(CommandKind.DESIGNATE);
        assertThat(command.getHost()).isEqualTo("10.0.0.2");
        assertThat(command.getMaster()).as("who is asked").contains("10.0.0.1");
        assertThat(command.getExpectedRole()).isEqualTo(Answer.MASTER);
        assertThat(command.getProof()).isEqualTo(Proof.NONE);
        assertThat(command.getApproval()).isPresent();
        assertThat(command.getReason()).isEqualTo("ada wants b as master");
    }

    @Test
    void inModeAdviseToo() {
        Story story = Story.of("a", "b").policy(Mode.ADVISE).rounds(3);
        assertThat(story.hears(approves(CommandKind.DESIGNATE, "b")).commanded())
                .containsExactly("DESIGNATE b");
        Story observed = Story.of("a", "b").policy(Mode.OBSERVE).rounds(3);
        assertThat(observed.hears(approves(CommandKind.DESIGNATE, "b")).withheld())
                .containsExactly("DESIGNATE MODE");
    }

    @Test
    void nobodyIsDesignatedUnasked() {
        assertThat(Story.settled("a", "b").rounds(30).commands).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Answer.class,
            names = {"UNREACHABLE", "SILENT", "EMERGENCY", "TOOLSTACK_CLOSED", "BAD_CREDENTIALS", "OTHER_ERROR"})
    void everyMemberMustBeAliveAndFollow(Answer answer) {
        Story story = Story.settled("a", "b", "c").says("c", answers(answer)).rounds(1);
        story.hears(approves(CommandKind.DESIGNATE, "b"));
        assertThat(story.withheld()).containsExactly("DESIGNATE CANDIDATE");
        assertThat(story.lifts("DESIGNATE CANDIDATE")).contains("c is not");
        story.says("c", slaveOf("a")).rounds(2);
        assertThat(story.commanded()).containsExactly("DESIGNATE b");
    }

    @Test
    void whoHasLostItsMasterIsNotReached() {
        Story story = Story.settled("a", "b", "c").says("c", lost("a")).rounds(1);
        story.hears(approves(CommandKind.DESIGNATE, "b"));
        assertThat(story.withheld()).containsExactly("DESIGNATE CANDIDATE");
    }

    @ParameterizedTest
    @EnumSource(
            value = VerdictKind.class,
            names = {"POOL_DARK", "TOOLSTACK_DOWN", "TRANSITION"})
    void whateverElseIsWrongTheApprovalIsHeldBackAndThatIsSaid(VerdictKind kind) {
        Story story = Story.settled("a", "b", "c").policy(policy -> policy.setHa(HaStatement.OFF));
        switch (kind) {
            case POOL_DARK -> story.says("a", answers(Answer.UNREACHABLE))
                    .says("b", answers(Answer.UNREACHABLE))
                    .says("c", answers(Answer.UNREACHABLE));
            case TOOLSTACK_DOWN -> story.says("a", answers(Answer.TOOLSTACK_CLOSED));
            default -> story.says("a", answers(Answer.TOOLSTACK_CLOSED)).says("b", answers(Answer.TOOLSTACK_CLOSED));
        }
        story.rounds(13).hears(approves(CommandKind.DESIGNATE, "b"));
        assertThat(story.verdict()).isEqualTo(kind);
        assertThat(story.withheld()).containsExactly("DESIGNATE CANDIDATE");
    }

    @Test
    void aMasterThatIsDisputedDesignatesNobody() {
        Story story = Story.settled("a", "b", "c").says("x", Speech.MASTER).rounds(1);
        assertThat(story.verdict()).isEqualTo(VerdictKind.DOUBTFUL);
        story.hears(approves(CommandKind.DESIGNATE, "b"));
        assertThat(story.withheld()).containsExactly("DESIGNATE CANDIDATE");
        assertThat(story.lifts("DESIGNATE CANDIDATE")).isEqualTo("one master whom nobody disputes");
        assertThat(story.commands).isEmpty();
    }

    @Test
    void onlyAMemberIsDesignated() {
        Story story = Story.settled("a", "b").says("x", slaveOf("a")).rounds(1);
        story.hears(approves(CommandKind.DESIGNATE, "x"));
        assertThat(story.withheld()).containsExactly("DESIGNATE CANDIDATE");
        assertThat(story.lifts("DESIGNATE CANDIDATE")).contains("x as a member of the pool");
    }

    @Test
    void itHasWorkedWhenTheHostIsUndisputedMaster() {
        Story story = Story.settled("a", "b", "c").hears(approves(CommandKind.DESIGNATE, "b"));
        story.reports(OutcomeResult.STARTED).reports(OutcomeResult.ACCEPTED);
        story.says("a", answers(Answer.TOOLSTACK_CLOSED)).says("b", answers(Answer.TOOLSTACK_CLOSED));
        story.rounds(6).says("b", story.master()).round();
        assertThat(story.outcomes).isEmpty();
        story.says("a", slaveOf("b")).says("c", slaveOf("b")).silence(Duration.ofSeconds(5));
        story.rounds(4);
        assertThat(story.outcomes.get(0).getResult()).isEqualTo(OutcomeResult.SUCCEEDED);
        assertThat(story.verdict()).isEqualTo(VerdictKind.SETTLED);
        assertThat(story.last().getMaster()).contains("10.0.0.2");
        assertThat(story.alerts).isEmpty();
        assertThat(story.others.recovering()).isEmpty();
    }

    @Test
    void itHasFailedWhenNothingChangedInTwoMinutes() {
        Story story = Story.settled("a", "b", "c").hears(approves(CommandKind.DESIGNATE, "b"));
        story.reports(OutcomeResult.ACCEPTED).rounds(25);
        assertThat(story.state().recovery().orElseThrow().open()).isFalse();
        assertThat(story.verdict()).isEqualTo(VerdictKind.SETTLED);
        assertThat(story.commands).as("its approval is used up").hasSize(1);
    }

    /** The whole way: the master dies, is replaced, comes back as a slave and is designated again. */
    @Test
    void aRepairedHostBecomesMasterAgain() {
        Story story = Story.settled("a", "b").says("a", answers(Answer.UNREACHABLE, Power.OFF));
        story.lostBySlaves("a").rounds(3).reports(OutcomeResult.ACCEPTED).says("b", story.master());
        story.rounds(20).says("a", slaveOf("b")).rounds(4).hears(approves(CommandKind.DESIGNATE, "a"));
        story.reports(OutcomeResult.ACCEPTED);
        story.says("a", story.master()).says("b", slaveOf("a")).rounds(5);
        assertThat(story.commanded()).containsExactly("PROMOTE b", "DESIGNATE a");
        assertThat(story.verdict()).isEqualTo(VerdictKind.SETTLED);
        assertThat(story.last().getMaster()).contains("10.0.0.1");
        assertThat(story.firing()).isEmpty();
    }
}
