package org.poolwarden.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.poolwarden.failover.Speech.MASTER;
import static org.poolwarden.failover.Speech.answers;
import static org.poolwarden.failover.Speech.lost;
import static org.poolwarden.failover.Speech.slaveOf;
import static org.poolwarden.failover.Speech.writing;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.Mode;
import org.poolwarden.schema.OutcomeResult;
import org.poolwarden.schema.Power;
import org.poolwarden.schema.RecoveryRequest;
import org.poolwarden.schema.RequestKind;

/** ANTI_FLAP and BUDGET: whether a recovery may begin. */
class OpeningGuardsTest {

    @Test
    void aSecondPromotionWithinTenMinutesOfTheFirstNeedsAnApproval() {
        Story story = poweredOff("a", "b").reports(OutcomeResult.ACCEPTED).rounds(60);
        assertThat(story.withheld()).containsExactly("PROMOTE ANTI_FLAP");
        story.rounds(59).round().silence(Duration.ofSeconds(4));
        assertThat(story.commands).as("599 s after XAPI accepted").hasSize(1);

        story.silence(Duration.ofSeconds(1));
        assertThat(story.commanded()).as("600 s after it").containsExactly("PROMOTE b", "PROMOTE b");
    }

    @Test
    void anApprovalLiftsIt() {
        Story story = poweredOff("a", "b").reports(OutcomeResult.ACCEPTED).rounds(40);
        assertThat(story.lifts("PROMOTE ANTI_FLAP")).startsWith("an approval, or ");
        assertThat(story.approve("b", "a").commands).hasSize(2);
    }

    @Test
    void aPromotionThatXapiNeverAcceptedIsNoFirst() {
        Story story = poweredOff("a", "b").reports(OutcomeResult.FAILED).rounds(13);
        assertThat(story.commanded()).containsExactly("PROMOTE b", "PROMOTE b");
    }

    /** The executor died between the call and its report. */
    @Test
    void aPromotionThatWasSeenToWorkWasAcceptedWhoeverReportedIt() {
        Story story = poweredOff("a", "b", "c").reports(OutcomeResult.STARTED);
        story.says("b", story.master()).says("c", slaveOf("b")).rounds(4);
        story.says("b", answers(Answer.UNREACHABLE, Power.OFF))
                .says("c", lost("b"))
                .rounds(4);
        assertThat(story.withheld()).containsExactly("PROMOTE ANTI_FLAP");
        assertThat(story.commanded()).containsExactly("PROMOTE b", "RECOVER_SLAVES b");
    }

    /** The recovery had ended for want of a report. */
    @Test
    void aLateReportThatXapiAcceptedCounts() {
        Story story = poweredOff("a", "b").reports(OutcomeResult.STARTED).rounds(24);
        assertThat(story.withheld()).as("ended, and resting").containsExactly("PROMOTE IN_FLIGHT");
        story.reports(OutcomeResult.ACCEPTED).rounds(20);
        assertThat(story.withheld()).containsExactly("PROMOTE ANTI_FLAP");
        assertThat(story.commands).hasSize(1);
    }

    @Test
    void aPoolTellsTheFleetThatItExistsOnce() {
        Story story = Story.settled("a", "b").rounds(10);
        assertThat(story.requests).extracting(RecoveryRequest::getKind).containsExactly(RequestKind.JOIN);
    }

    @Test
    void aRecoveryBeginsWhenTheFleetHasGrantedIt() {
        Story story = poweredOff("a", "b");
        assertThat(said(story)).containsExactly("JOIN closet", "ASK closet/2");
        assertThat(story.commanded()).containsExactly("PROMOTE b");
        assertThat(story.commands.get(0).getEpoch()).isEqualTo(2);
    }

    @Test
    void whileTheFleetIsSilentNothingBeginsAndTheFindingSaysSo() {
        Story story = Story.settled("a", "b");
        story.others.fallSilent();
        story.says("a", answers(Answer.UNREACHABLE, Power.OFF))
                .lostBySlaves("a")
                .rounds(2);
        assertThat(story.withheld()).isEmpty();
        story.round().silence(Duration.ofSeconds(5));
        assertThat(story.withheld()).as("2H after it was asked").containsExactly("PROMOTE BUDGET");
        assertThat(story.commands).isEmpty();
        assertThat(said(story)).containsExactly("JOIN closet", "ASK closet/2");
    }

    @Test
    void aDeniedRecoveryIsWithheldUntilAnotherEnds() {
        Story story = Story.settled("a", "b").others(RequestKind.ASK, "p1", "p2");
        story.says("a", answers(Answer.UNREACHABLE, Power.OFF))
                .lostBySlaves("a")
                .rounds(4);
        assertThat(story.withheld()).containsExactly("PROMOTE BUDGET");
        assertThat(story.lifts("PROMOTE BUDGET")).contains("2 of 3 pools were in recovery", "2 may be");
        assertThat(story.commands).isEmpty();

        story.others(RequestKind.END, "p2");
        assertThat(story.commanded()).containsExactly("PROMOTE b");
    }

    @Test
    void anApprovedRecoveryWaitsForNobodyAndCountsAllTheSame() {
        Story story = Story.settled("a", "b").others(RequestKind.ASK, "p1", "p2");
        story.says("a", answers(Answer.UNREACHABLE)).lostBySlaves("a").rounds(4).approve("b", "a");
        assertThat(story.commanded()).containsExactly("PROMOTE b");
        assertThat(story.others.recovering()).containsExactly("closet", "p1", "p2");
    }

    @Test
    void whoIsGrantedAndNeedsItNoLongerGivesItBack() {
        Story story = Story.settled("a", "b").others(RequestKind.ASK, "p1", "p2");
        story.says("a", answers(Answer.UNREACHABLE, Power.OFF))
                .lostBySlaves("a")
                .rounds(4);
        story.says("a", story.master()).says("b", slaveOf("a")).rounds(3);
        assertThat(said(story)).endsWith("END closet/2");
        story.others(RequestKind.END, "p2");
        assertThat(story.others.recovering()).containsExactly("p1");
        assertThat(story.commands).isEmpty();
    }

    @Test
    void aRecoveryCountsUntilItsLastRungIsObserved() {
        Story story = Story.settled("a", "b");
        story.database.runs("vm", "a");
        story.rounds(1)
                .says("a", answers(Answer.UNREACHABLE, Power.OFF))
                .lostBySlaves("a")
                .rounds(3);
        story.reports(OutcomeResult.ACCEPTED).says("b", story.master()).round();
        assertThat(story.commanded()).containsExactly("PROMOTE b");
        assertThat(story.others.recovering()).as("seen as master once").containsExactly("closet");

        story.silence(Duration.ofSeconds(5)).rounds(1);
        assertThat(story.commanded()).containsExactly("PROMOTE b", "DECLARE_DEAD a");
        story.reports(OutcomeResult.ACCEPTED).database.declareDead("a");
        story.rounds(1);
        assertThat(story.commanded()).endsWith("START_VMS a");
        assertThat(story.others.recovering()).containsExactly("closet");

        story.reports(OutcomeResult.ACCEPTED).database.runs("vm", "b");
        story.rounds(1);
        assertThat(story.others.recovering()).isEmpty();
        assertThat(said(story)).containsExactly("JOIN closet", "ASK closet/2", "END closet/2");
    }

    @Test
    void theReunionOfASplitPoolIsARecoveryToo() {
        Story story = Story.settled("a", "b", "c").others(RequestKind.ASK, "p1", "p2");
        story.says("b", writing(MASTER)).says("c", slaveOf("a")).rounds(3);
        assertThat(story.withheld()).containsExactly("REPOINT BUDGET");
        story.others(RequestKind.END, "p1");
        assertThat(story.commanded()).containsExactly("REPOINT b");
    }

    @Test
    void aRestartForgetsNeitherTheRequestNorTheAnswer() {
        Story story = Story.settled("a", "b").others(RequestKind.ASK, "p1", "p2");
        story.says("a", answers(Answer.UNREACHABLE, Power.OFF))
                .lostBySlaves("a")
                .rounds(4);
        story.policy(Mode.AUTO).restart().rounds(3);
        assertThat(story.withheld()).containsExactly("PROMOTE BUDGET");
        story.others(RequestKind.END, "p1");
        assertThat(story.commanded()).containsExactly("PROMOTE b");
    }

    private static List<String> said(Story story) {
        return story.requests.stream()
                .map(request -> request.getKind() + " " + request.getId())
                .toList();
    }

    private static Story poweredOff(String... hosts) {
        return Story.settled(hosts)
                .says("a", answers(Answer.UNREACHABLE, Power.OFF))
                .lostBySlaves("a")
                .rounds(3);
    }
}
