package org.poolwarden.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.poolwarden.failover.Speech.answers;
import static org.poolwarden.failover.Speech.emergency;
import static org.poolwarden.failover.Speech.lost;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.Power;
import org.poolwarden.schema.VerdictKind;

/** POOL_BOOTING and TOOLSTACK_DOWN: toolstacks that start, and one that does not. */
class BootingTest {

    private static final Answer EOF = Answer.TOOLSTACK_CLOSED;

    @Test
    void aPoolWhoseHostsAllStartIsBootingAndAlarmsNobody() {
        Story story = powerCut();
        story.says("b", emergency("HOST_STILL_BOOTING")).says("c", answers(EOF)).rounds(30);
        assertThat(story.verdict()).isEqualTo(VerdictKind.POOL_BOOTING);
        assertThat(story.firing()).isEmpty();
        assertThat(story.commands).isEmpty();
    }

    @Test
    void theBootAllowanceCountsFromTheFirstThatAnsweredAgain() {
        Story story = powerCut().says("b", emergency("INTERNAL_ERROR")).rounds(10);
        story.says("c", emergency("INTERNAL_ERROR")).rounds(109).round().silence(Duration.ofSeconds(4));
        assertThat(story.verdict()).as("599 s after b").isEqualTo(VerdictKind.POOL_BOOTING);
        assertThat(story.silence(Duration.ofSeconds(1)).verdict())
                .as("600 s after b")
                .isEqualTo(VerdictKind.MASTER_LOST);
    }

    @Test
    void whoHasTestifiedLostWasUpWhenTheMasterWentAway() {
        Story story = Story.settled("a", "b", "c")
                .says("a", answers(Answer.UNREACHABLE))
                .lostBySlaves("a");
        story.rounds(1);
        List.of("b", "c").forEach(host -> story.says(host, answers(Answer.UNREACHABLE)));
        story.rounds(3).says("b", emergency("INTERNAL_ERROR")).rounds(7);
        assertThat(story.verdict()).isEqualTo(VerdictKind.MASTER_LOST);
    }

    @Test
    void aPoolThatWasSettledSinceForgetsSuchWords() {
        Story story = Story.settled("a", "b", "c").says("b", lost("a")).rounds(1);
        story.says("b", story.slaveOf("a")).rounds(3);
        List.of("a", "b", "c").forEach(host -> story.says(host, answers(Answer.UNREACHABLE)));
        story.rounds(3).says("b", emergency("INTERNAL_ERROR")).rounds(10);
        assertThat(story.verdict()).isEqualTo(VerdictKind.POOL_BOOTING);
    }

    @Test
    void oneHostThatAnswersOtherwiseAndThePoolIsNotBooting() {
        Story story = powerCut().says("b", emergency("INTERNAL_ERROR")).rounds(2);
        assertThat(story.says("c", Speech.mute("a")).rounds(1).verdict()).isEqualTo(VerdictKind.DOUBTFUL);
    }

    @Test
    void aPoolThatHasBootedIsSettledWithItsOldMaster() {
        Story story = powerCut().says("b", emergency("INTERNAL_ERROR")).says("c", emergency("INTERNAL_ERROR"));
        story.rounds(50)
                .says("a", answers(EOF))
                .rounds(6)
                .says("a", story.master())
                .rounds(1);
        story.says("b", story.slaveOf("a")).says("c", story.slaveOf("a")).rounds(3);
        assertThat(story.verdict()).isEqualTo(VerdictKind.SETTLED);
        assertThat(story.firing()).isEmpty();
        assertThat(story.commands).isEmpty();
    }

    @Test
    void aToolstackRestartIsNoIncident() {
        Story story = Story.settled("a", "b", "c").says("a", answers(EOF)).rounds(11);
        assertThat(story.verdict()).isEqualTo(VerdictKind.DOUBTFUL);
        assertThat(story.last().getAwaited()).contains("the master's toolstack");
        assertThat(story.alerts).isEmpty();
    }

    @Test
    void aToolstackIsDownAMinuteAfterItsFirstEof() {
        Story story = Story.settled("a", "b", "c").says("a", answers(EOF)).rounds(11);
        story.round().silence(Duration.ofSeconds(4));
        assertThat(story.verdict()).as("at 59 s").isEqualTo(VerdictKind.DOUBTFUL);
        assertThat(story.silence(Duration.ofSeconds(1)).verdict()).as("at 60 s").isEqualTo(VerdictKind.TOOLSTACK_DOWN);
        assertThat(story.firing()).containsExactly("closet/TOOLSTACK_DOWN");
    }

    @Test
    void aMissBetweenBeginsTheMinuteAnew() {
        Story story = Story.settled("a", "b", "c").says("a", answers(EOF)).rounds(8);
        story.says("a", answers(Answer.REFUSED))
                .rounds(1)
                .says("a", answers(EOF))
                .rounds(11);
        assertThat(story.findings).noneMatch(finding -> finding.getVerdict() == VerdictKind.TOOLSTACK_DOWN);
    }

    @Test
    void nobodyIsPromotedInPlaceOfAMasterWhoseToolstackIsDown() {
        Story story = Story.settled("a", "b", "c").policy(policy -> policy.setPromoteWithoutFence(true));
        story.says("a", answers(EOF)).lostBySlaves("a").rounds(200);
        assertThat(story.verdict()).isEqualTo(VerdictKind.TOOLSTACK_DOWN);
        assertThat(story.commands).isEmpty();
    }

    @Test
    void itIsUpAgainWhenItAnswersAsMaster() {
        Story story = Story.settled("a", "b", "c").says("a", answers(EOF)).rounds(13);
        assertThat(story.says("a", story.master()).rounds(3).firing()).isEmpty();
        assertThat(story.alerts("closet/TOOLSTACK_DOWN")).hasSize(2);
    }

    private static Story powerCut() {
        Story story = Story.settled("a", "b", "c");
        List.of("a", "b", "c").forEach(host -> story.says(host, answers(Answer.UNREACHABLE, Power.OFF)));
        return story.rounds(3);
    }
}
