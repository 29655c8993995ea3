package org.poolwarden.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.poolwarden.failover.Speech.answers;
import static org.poolwarden.failover.Speech.lost;
import static org.poolwarden.failover.Speech.slaveOf;
import static org.poolwarden.failover.Speech.writing;

import org.junit.jupiter.api.Test;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.HaStatement;
import org.poolwarden.schema.Mode;
import org.poolwarden.schema.OutcomeResult;
import org.poolwarden.schema.Power;
import org.poolwarden.schema.VerdictKind;

class HaGuardTest {

    @Test
    void whereHaIsOnNothingIsCommanded() {
        Story story = lostWith(true, HaStatement.UNKNOWN);
        assertThat(story.withheld()).containsExactly("PROMOTE HA_OWNS");
        assertThat(story.lifts("PROMOTE HA_OWNS")).contains("disarm it on every survivor first");
        assertThat(story.commands).isEmpty();
        assertThat(story.firing()).contains("closet/MASTER_LOST");
    }

    @Test
    void whatTheMasterToldOutweighsThePolicy() {
        assertThat(lostWith(true, HaStatement.OFF).withheld()).containsExactly("PROMOTE HA_OWNS");
        assertThat(lostWith(false, HaStatement.UNKNOWN).commanded()).containsExactly("PROMOTE b");
    }

    @Test
    void itIsKnownWhenItWasReadWithinAMinuteOfTheLastAnswer() {
        assertThat(unreadFor(12).commanded()).as("60 s").containsExactly("PROMOTE b");
        assertThat(unreadFor(13).withheld()).as("65 s").containsExactly("PROMOTE HA_OWNS");
    }

    @Test
    void thePolicyStandsInForAnUnknown() {
        Story story = unreadFor(13);
        assertThat(story.lifts("PROMOTE HA_OWNS")).contains("ha: off");
        assertThat(story.policy(policy -> policy.setHa(HaStatement.OFF)).commanded())
                .containsExactly("PROMOTE b");
    }

    @Test
    void aLongIncidentMakesNothingUnknownThatWasKnownBefore() {
        Story story = Story.settled("a", "b").policy(Mode.OBSERVE).says("a", answers(Answer.UNREACHABLE, Power.OFF));
        story.lostBySlaves("a").rounds(120).policy(Mode.AUTO);
        assertThat(story.commanded()).containsExactly("PROMOTE b");
    }

    /** The processor that comes back has not heard the master's last answer: it is kept. */
    @Test
    void norDoesARestartInTheMiddleOfIt() {
        Story story = Story.settled("a", "b").policy(Mode.OBSERVE).says("a", answers(Answer.UNREACHABLE, Power.OFF));
        story.lostBySlaves("a").rounds(60).restart().rounds(3).policy(Mode.AUTO);
        assertThat(story.commanded()).containsExactly("PROMOTE b");
    }

    @Test
    void haThatWasSwitchedOnHoldsBackHoweverLongAgoItWasRead() {
        Story story =
                Story.of("a", "b").policy(policy -> policy.setMode(Mode.AUTO).setHa(HaStatement.OFF));
        story.database.ha(true);
        story.rounds(3).says("a", Speech.MASTER).rounds(60);
        story.says("a", answers(Answer.UNREACHABLE, Power.OFF))
                .lostBySlaves("a")
                .rounds(4);
        assertThat(story.withheld()).containsExactly("PROMOTE HA_OWNS");
    }

    @Test
    void everyCommandAsksForIt() {
        Story story = Story.settled("a", "b", "c").policy(policy -> policy.setAutoFence(true));
        story.database.ha(true);
        story.rounds(1)
                .says("a", answers(Answer.SILENT, Power.ON))
                .lostBySlaves("a")
                .rounds(8);
        assertThat(story.withheld()).contains("FENCE HA_OWNS");

        Story peace = Story.settled("a", "b", "c");
        peace.database.ha(true);
        peace.rounds(1).hears(Person.approves(CommandKind.DESIGNATE, "b"));
        assertThat(peace.withheld()).containsExactly("DESIGNATE HA_OWNS");
    }

    @Test
    void aLadderStopsWhereTheNewMasterSaysThatHaIsOn() {
        Story story = Story.settled("a", "b", "c", "d").says("a", answers(Answer.UNREACHABLE, Power.OFF));
        story.lostBySlaves("a").rounds(3).reports(OutcomeResult.ACCEPTED);
        story.policy(Mode.OBSERVE).says("b", story.master()).says("c", lost("a"));
        story.database.ha(true);
        story.rounds(4).policy(Mode.AUTO);
        assertThat(story.commanded()).containsExactly("PROMOTE b");
        assertThat(story.withheld()).contains("RECOVER_SLAVES HA_OWNS");
    }

    /** Who is master is in dispute then; what the last one says of HA still counts. */
    @Test
    void aDisputedMasterStillSaysWhetherHaIsOn() {
        Story story = Story.settled("a", "b", "c");
        story.says("a", writing(story.master())).says("b", story.master()).rounds(30);
        assertThat(story.verdict()).isEqualTo(VerdictKind.SPLIT_BRAIN);
        story.says("c", slaveOf("b")).rounds(1);
        assertThat(story.commanded()).containsExactly("REPOINT a");

        Story unread = Story.settled("a", "b", "c");
        unread.says("a", writing(Speech.MASTER)).says("b", unread.master()).rounds(30);
        unread.says("c", slaveOf("b")).rounds(1);
        assertThat(unread.withheld()).containsExactly("REPOINT HA_OWNS");
    }

    @Test
    void itIsOnWhereAnyClaimantSaysSo() {
        Story story = Story.settled("a", "b", "c").says("a", writing(Speech.MASTER));
        story.database.ha(true);
        story.says("b", story.master()).says("c", slaveOf("b")).rounds(3);
        assertThat(story.withheld()).containsExactly("REPOINT HA_OWNS");
        assertThat(story.lifts("REPOINT HA_OWNS")).contains("disarm it on every survivor first");
    }

    /** Before a master was undisputed nothing is known: a person and the policy together may act. */
    @Test
    void beforeTheFirstMasterOnlyAPersonAndThePolicyTogetherLiftIt() {
        Story story = coldStart();
        assertThat(story.withheld()).contains("PROMOTE HA_OWNS", "PROMOTE MAJORITY");
        assertThat(story.approve("b", "a").commands).as("approved").isEmpty();

        story = coldStart().policy(policy -> policy.setHa(HaStatement.OFF));
        assertThat(story.rounds(2).commands).as("ha: off").isEmpty();
        assertThat(story.withheld()).contains("PROMOTE MAJORITY");
        assertThat(story.approve("b", "a").commanded()).as("both").containsExactly("PROMOTE b");
        assertThat(story.commands.get(0).getOldMaster()).contains(story.address("a"));
    }

    @Test
    void beforeTheFirstMasterAnApprovalThatNamesNobodyDownIsNotEnough() {
        Story story = coldStart().policy(policy -> policy.setHa(HaStatement.OFF));
        story.hears(Person.approves(CommandKind.PROMOTE, "b"));
        assertThat(story.commands).isEmpty();
    }

    private static Story coldStart() {
        Story story = Story.of("a", "b", "c").policy(Mode.AUTO).says("a", answers(Answer.UNREACHABLE));
        story.lostBySlaves("a").rounds(122);
        assertThat(story.verdict()).isEqualTo(VerdictKind.MASTER_LOST);
        assertThat(story.state().standing().master()).isEmpty();
        return story;
    }

    private static Story lostWith(boolean ha, HaStatement statement) {
        Story story =
                Story.of("a", "b").policy(policy -> policy.setMode(Mode.AUTO).setHa(statement));
        story.database.ha(ha);
        story.rounds(3).says("a", answers(Answer.UNREACHABLE, Power.OFF));
        return story.lostBySlaves("a").rounds(4);
    }

    /** A master whose records nobody reads in its last rounds. */
    private static Story unreadFor(int rounds) {
        Story story = Story.settled("a", "b").says("a", Speech.MASTER).rounds(rounds);
        story.says("a", answers(Answer.UNREACHABLE, Power.OFF));
        return story.lostBySlaves("a").rounds(4);
    }
}
