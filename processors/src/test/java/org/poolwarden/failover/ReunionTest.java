package org.poolwarden.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.poolwarden.failover.Speech.MASTER;
import static org.poolwarden.failover.Speech.answers;
import static org.poolwarden.failover.Speech.lost;
import static org.poolwarden.failover.Speech.mute;
import static org.poolwarden.failover.Speech.slaveOf;
import static org.poolwarden.failover.Speech.writing;

import org.junit.jupiter.api.Test;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.Mode;
import org.poolwarden.schema.OutcomeResult;
import org.poolwarden.schema.Power;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.schema.VerdictKind;

/** REPOINT of the loser of a split brain, and of its followers first. */
class ReunionTest {

    @Test
    void theClaimantWhomMostFollowWinsAndTheOtherGivesUp() {
        Story story = split("a", "b", "c")
                .says("c", slaveOf("b"))
                .says("a", writing(MASTER))
                .rounds(2);
        assertThat(story.verdict()).isEqualTo(VerdictKind.SPLIT_BRAIN);
        assertThat(story.commanded()).containsExactly("REPOINT a");
        RecoveryCommand command = story.commands.get(0);
        assertThat(command.getMaster()).contains("10.0.0.2");
        assertThat(command.getExpectedRole()).isEqualTo(Answer.MASTER);
    }

    @Test
    void theLosersFollowersGoFirst() {
        Story story = split("a", "b", "c", "d", "e").says("c", slaveOf("b")).says("d", slaveOf("b"));
        story.says("e", writing(slaveOf("a"))).says("a", writing(MASTER)).rounds(2);
        assertThat(story.commanded()).containsExactly("REPOINT e");
        story.reports(OutcomeResult.ACCEPTED).rounds(2);
        assertThat(story.commanded()).as("e does not follow yet").hasSize(1);
        story.says("e", slaveOf("b")).rounds(1);
        assertThat(story.commanded()).containsExactly("REPOINT e", "REPOINT a");
    }

    @Test
    void thePoolIsOneAgainWhenTheLoserFollows() {
        Story story = split("a", "b", "c")
                .says("c", slaveOf("b"))
                .says("a", writing(MASTER))
                .rounds(2);
        story.reports(OutcomeResult.ACCEPTED)
                .says("a", answers(Answer.TOOLSTACK_CLOSED))
                .rounds(6);
        story.says("a", slaveOf("b")).rounds(4);
        assertThat(story.verdict()).isEqualTo(VerdictKind.SETTLED);
        assertThat(story.last().getMaster()).contains("10.0.0.2");
        assertThat(story.firing()).isEmpty();
        assertThat(story.outcomes.get(0).getResult()).isEqualTo(OutcomeResult.SUCCEEDED);
        assertThat(story.others.recovering()).isEmpty();
    }

    @Test
    void aTieIsNobodysToDecideButAPersons() {
        Story story = split("a", "b", "c", "d").says("c", slaveOf("a")).says("d", slaveOf("b"));
        story.says("a", writing(MASTER)).says("b", writing(story.master())).rounds(4);
        assertThat(story.withheld()).containsExactly("REPOINT MAJORITY");
        assertThat(story.lifts("REPOINT MAJORITY")).contains("a person at the console");
        assertThat(story.commands).isEmpty();
    }

    @Test
    void inATwoHostPoolOnlyTheOneWhomThisSystemPromotedWins() {
        Story unknown = split("a", "b").says("a", writing(MASTER)).says("b", writing(MASTER));
        assertThat(unknown.rounds(4).withheld()).containsExactly("REPOINT MAJORITY");

        Story story = promoted("a", "b").says("a", writing(MASTER)).rounds(2);
        assertThat(story.commanded()).containsExactly("PROMOTE b", "REPOINT a");
    }

    /** Somebody designated a again since; b's claim of today is not the one that this system made. */
    @Test
    void aPromotionCountsNoLongerOnceAnotherHasRuled() {
        Story story = promoted("a", "b").says("a", slaveOf("b")).rounds(3);
        story.says("b", answers(Answer.TOOLSTACK_CLOSED)).says("a", answers(Answer.TOOLSTACK_CLOSED));
        story.rounds(6).says("a", story.master()).says("b", slaveOf("a")).rounds(5);
        assertThat(story.last().getMaster()).contains("10.0.0.1");

        story.says("b", writing(MASTER)).says("a", writing(MASTER)).rounds(3);
        assertThat(story.verdict()).isEqualTo(VerdictKind.SPLIT_BRAIN);
        assertThat(story.withheld()).containsExactly("REPOINT MAJORITY");
        assertThat(story.commanded()).containsExactly("PROMOTE b");
    }

    /** The old master followed once; when it claims again later, that is a new story. */
    @Test
    void aPromotionCountsNoLongerOnceTheOldMasterHasFollowed() {
        Story story = promoted("a", "b").says("a", slaveOf("b")).rounds(4);
        assertThat(story.verdict()).isEqualTo(VerdictKind.SETTLED);
        story.says("a", writing(MASTER)).rounds(3);
        assertThat(story.withheld()).containsExactly("REPOINT MAJORITY");
    }

    @Test
    void whoWritesVmsThatRunElsewhereIsNotRepointed() {
        Story story = split("a", "b", "c").says("c", slaveOf("b"));
        story.database.runs("vm", "b");
        story.says("b", story.master()).says("a", writing(MASTER, "vm")).rounds(3);
        assertThat(story.withheld()).containsExactly("REPOINT FENCE_PROOF");
        assertThat(story.lifts("REPOINT FENCE_PROOF")).contains("the end of I/O on a", "vm");

        story.says("a", writing(MASTER, "another")).rounds(1);
        assertThat(story.commanded()).containsExactly("REPOINT a");
        assertThat(story.commands.get(0).getVms())
                .as("what the executor asks for again")
                .containsExactly("vm");
    }

    @Test
    void itsOwnVmsMayWrite() {
        Story story = split("a", "b", "c").says("c", slaveOf("b"));
        story.database.runs("mine", "a");
        story.says("b", story.master()).says("a", writing(MASTER, "mine")).rounds(3);
        assertThat(story.commanded()).containsExactly("REPOINT a");
    }

    @Test
    void unknownIsNotQuiet() {
        Story story =
                split("a", "b", "c").says("c", slaveOf("b")).says("a", MASTER).rounds(4);
        assertThat(story.withheld()).containsExactly("REPOINT FENCE_PROOF");
        assertThat(story.lifts("REPOINT FENCE_PROOF")).contains("unknown is not quiet");
    }

    @Test
    void whatItSaidTwoRoundsAgoIsNotKnownNow() {
        Story story = split("a", "b", "c").says("c", slaveOf("b")).policy(Mode.OBSERVE);
        story.says("a", writing(MASTER)).rounds(3).policy(Mode.AUTO);
        assertThat(story.commanded()).as("said 5 s ago").containsExactly("REPOINT a");

        Story later = split("a", "b", "c").says("c", slaveOf("b")).policy(Mode.OBSERVE);
        later.says("a", writing(MASTER)).rounds(3).says("a", MASTER).rounds(1).policy(Mode.AUTO);
        assertThat(later.withheld()).containsExactly("REPOINT FENCE_PROOF");
    }

    @Test
    void modeAdviseAsksAPerson() {
        Story story = split("a", "b", "c").policy(Mode.ADVISE).says("c", slaveOf("b"));
        story.says("a", writing(MASTER)).rounds(3);
        assertThat(story.withheld()).containsExactly("REPOINT MODE");
        story.hears(Person.approves(CommandKind.REPOINT, "a"));
        assertThat(story.commanded()).containsExactly("REPOINT a");
    }

    /** Who approved the promotion said that the old master is down; it is not, so that is to be asked again. */
    @Test
    void theApprovalOfAPromotionThatIsOverDoesNotCoverTheOldMastersReturn() {
        Story story = Story.of("a", "b").rounds(3).says("a", answers(Answer.UNREACHABLE));
        story.lostBySlaves("a").rounds(4).approve("b", "a").reports(OutcomeResult.ACCEPTED);
        story.says("b", writing(story.master())).rounds(4);
        assertThat(story.state().recovery().orElseThrow().open()).isFalse();
        story.says("a", writing(MASTER)).rounds(3);
        assertThat(story.verdict()).isEqualTo(VerdictKind.SPLIT_BRAIN);
        assertThat(story.withheld()).containsExactly("REPOINT MODE");
        assertThat(story.commands).hasSize(1);
    }

    @Test
    void anOldMasterThatHealsInTheMiddleOfThePromotionIsRepointedAfterTheSlaves() {
        Story story = Story.settled("a", "b", "c", "d").says("a", answers(Answer.UNREACHABLE, Power.OFF));
        story.lostBySlaves("a").rounds(3).reports(OutcomeResult.ACCEPTED);
        story.says("b", answers(Answer.TOOLSTACK_CLOSED))
                .rounds(2)
                .says("a", writing(MASTER))
                .rounds(2);
        assertThat(story.commanded()).as("one in flight").hasSize(1);
        story.says("b", writing(story.master()))
                .says("c", writing(lost("a")))
                .says("d", mute("b"))
                .rounds(3);
        assertThat(story.verdict()).isEqualTo(VerdictKind.SPLIT_BRAIN);
        assertThat(story.commanded()).containsExactly("PROMOTE b", "REPOINT c");
        story.reports(OutcomeResult.ACCEPTED).says("c", slaveOf("b")).rounds(1);
        assertThat(story.commanded()).containsExactly("PROMOTE b", "REPOINT c", "REPOINT a");
    }

    @Test
    void aClaimOfOneRoundIsDisputeAndCommandsNothing() {
        Story story = Story.settled("a", "b", "c").says("b", writing(MASTER)).rounds(1);
        assertThat(story.verdict()).isEqualTo(VerdictKind.DOUBTFUL);
        assertThat(story.withheld()).isEmpty();
        assertThat(story.commands).isEmpty();
    }

    /** Host b claims to rule the settled pool of a from now on. */
    private static Story split(String... hosts) {
        Story story = Story.settled(hosts);
        return story.says("b", writing(story.master()));
    }

    private static Story promoted(String... hosts) {
        Story story = Story.settled(hosts).says("a", answers(Answer.UNREACHABLE, Power.OFF));
        story.lostBySlaves("a").rounds(3).reports(OutcomeResult.ACCEPTED);
        return story.says("b", writing(story.master())).rounds(4);
    }
}
