package org.poolwarden.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.poolwarden.failover.Speech.answers;
import static org.poolwarden.failover.Speech.masterOf;
import static org.poolwarden.failover.Speech.mute;
import static org.poolwarden.failover.Speech.slaveOf;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.Mode;
import org.poolwarden.schema.Power;
import org.poolwarden.schema.VerdictKind;

/** Who is the undisputed master, and who belongs to its pool. */
class MasteryTest {

    @Test
    void whoAnswersAsMasterInTwoRoundsIsUndisputed() {
        Story story = Story.of("a", "b").rounds(1);
        assertThat(story.state().standing().master()).isEmpty();
        story.rounds(1);
        assertThat(story.state().standing().master()).contains("10.0.0.1");
        assertThat(story.state().standing().epoch()).isEqualTo(1);
    }

    @Test
    void twoRoundsWithAMissBetweenAreNotConsecutive() {
        Story story = Story.of("a", "b").rounds(1);
        story.says("a", answers(Answer.SILENT)).rounds(1).says("a", story.master());
        assertThat(story.rounds(1).state().standing().master()).isEmpty();
        assertThat(story.rounds(1).state().standing().master()).contains("10.0.0.1");
    }

    @Test
    void aSecondClaimDisputesTheMasterAtOnceForTwoRounds() {
        Story story = Story.settled("a", "b", "c").says("b", Speech.MASTER);
        assertThat(story.round().verdict()).isEqualTo(VerdictKind.DOUBTFUL);
        assertThat(story.last().getReason()).contains("b says it is master");

        story.silence(Duration.ofSeconds(5)).says("b", slaveOf("a")).rounds(1);
        assertThat(story.verdict()).as("10 s after the claim").isEqualTo(VerdictKind.DOUBTFUL);
        assertThat(story.silence(Duration.ofMillis(1)).verdict()).isEqualTo(VerdictKind.SETTLED);
        assertThat(story.last().getMaster()).contains("10.0.0.1");
    }

    @Test
    void aSlaveThatIsConnectedElsewhereDisputesTheMaster() {
        Story story = Story.settled("a", "b", "c").says("c", slaveOf("b")).rounds(1);
        assertThat(story.last().getReason()).contains("another host is or was taken for the master");
    }

    @Test
    void aMasterStaysSoUntilAnotherIsUndisputed() {
        Story story = Story.settled("a", "b", "c").says("a", answers(Answer.UNREACHABLE));
        story.says("b", story.master()).says("c", mute("b")).rounds(2);
        assertThat(story.state().standing().master())
                .as("10 s after the old one's last answer")
                .contains("10.0.0.1");

        story.rounds(1);
        assertThat(story.state().standing().master()).contains("10.0.0.2");
        assertThat(story.state().standing().epoch()).isEqualTo(2);
    }

    @Test
    void aClaimOfAnotherPoolDisputesNothing() {
        Story story =
                Story.settled("a", "b").says("x", masterOf("another pool")).rounds(4);
        assertThat(story.verdict()).isEqualTo(VerdictKind.SETTLED);
        assertThat(story.firing()).containsExactly("closet/UNKNOWN_MEMBER/x");
    }

    @Test
    void aClaimWithoutAPoolUuidDisputesTheMaster() {
        Story story =
                Story.settled("a", "b", "c").says("b", answers(Answer.MASTER)).rounds(1);
        assertThat(story.verdict()).isEqualTo(VerdictKind.DOUBTFUL);
    }

    @Test
    void whoFollowsAMasterOutsideIsNoSlaveOfThisPool() {
        Story story = Story.settled("a", "b").says("x", slaveOf("y")).rounds(4);
        assertThat(story.verdict()).isEqualTo(VerdictKind.SETTLED);
        assertThat(story.firing()).containsExactly("closet/UNKNOWN_MEMBER/x");
    }

    /** Configured under the wrong pool from the beginning on: the master's own records say who is meant. */
    @Test
    void aStrangerDoesNotKeepAPoolFromItsFirstMaster() {
        Story story = Story.of("a", "b").says("x", slaveOf("y")).rounds(3);
        assertThat(story.verdict()).isEqualTo(VerdictKind.SETTLED);
        assertThat(story.last().getMaster()).contains("10.0.0.1");
    }

    @Test
    void aMasterWhoseRecordsNobodyReadIsDisputedByAnySlaveOfAnother() {
        Story story = Story.of("a", "b").says("a", Speech.MASTER).says("x", slaveOf("y"));
        assertThat(story.rounds(4).state().standing().master()).isEmpty();
    }

    @Test
    void strangersTestifyToNothingAboutThePool() {
        Story story =
                Story.settled("a", "b").says("x", masterOf("another pool")).rounds(1);
        story.says("a", answers(Answer.UNREACHABLE))
                .says("b", answers(Answer.UNREACHABLE))
                .rounds(3);
        assertThat(story.verdict()).isEqualTo(VerdictKind.POOL_DARK);
    }

    @Test
    void membersChangeByTwoConsecutiveSnapshots() {
        Story story = Story.settled("a", "b", "c");
        story.database.eject("c");
        assertThat(size(story.rounds(1))).isEqualTo(3);
        assertThat(size(story.rounds(1))).isEqualTo(2);
        story.database.join("d");
        assertThat(size(story.rounds(1))).isEqualTo(2);
        assertThat(size(story.rounds(1))).isEqualTo(3);
    }

    @Test
    void aSnapshotThatAnotherContradictsChangesNoMember() {
        Story story = Story.settled("a", "b", "c");
        story.database.eject("c");
        story.rounds(1).database.join("c");
        story.rounds(1).database.eject("c");
        assertThat(size(story.rounds(1))).isEqualTo(3);
    }

    @Test
    void membersAreFrozenWhileTheMasterIsDisputed() {
        Story story = Story.settled("a", "b", "c", "d").says("b", Speech.MASTER);
        story.round().database.eject("d");
        assertThat(size(story.silence(Duration.ofSeconds(5)).rounds(6))).isEqualTo(4);
    }

    /** One who was master and does not know it yet tells of the pool as it was. */
    @Test
    void membersAreThoseOfTheUndisputedMasterAndOfNobodyElse() {
        Story story = Story.settled("a", "b", "c").says("a", answers(Answer.UNREACHABLE, Power.OFF));
        story.lostBySlaves("a").rounds(2);
        story.database.eject("c");
        assertThat(size(story.rounds(10))).isEqualTo(3);
    }

    @Test
    void aMemberThatLeftCountsInNoMajority() {
        Story story = Story.settled("a", "b", "c", "d").policy(Mode.AUTO);
        story.database.eject("d");
        story.leaves("d").rounds(3).says("a", answers(Answer.UNREACHABLE));
        story.policy(policy -> policy.setPromoteWithoutFence(true));
        story.lostBySlaves("a").rounds(4);
        assertThat(story.commanded()).containsExactly("PROMOTE b");
    }

    private static int size(Story story) {
        return story.state().standing().membership().size();
    }
}
