package org.poolwarden.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.poolwarden.failover.Speech.answers;
import static org.poolwarden.failover.Speech.emergency;
import static org.poolwarden.failover.Speech.slaveOf;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.OutcomeResult;
import org.poolwarden.schema.VerdictKind;

class TransitionRuleTest {

    private static final Answer EOF = Answer.TOOLSTACK_CLOSED;

    @Test
    void theMasterAndAnotherHostThatCloseTogetherAreAPlannedChange() {
        Story story = Story.settled("a", "b", "c").says("a", answers(EOF)).rounds(1);
        assertThat(story.verdict()).isEqualTo(VerdictKind.DOUBTFUL);
        assertThat(story.says("b", answers(EOF)).round().verdict()).isEqualTo(VerdictKind.TRANSITION);
        assertThat(story.last().getAwaitedUntil()).contains(story.now().plusSeconds(120));
    }

    @Test
    void theyCloseTogetherWhenTwoRoundsAreBetweenThemAndNoMore() {
        Story story = Story.settled("a", "b", "c").says("a", answers(EOF)).rounds(2);
        assertThat(story.says("b", answers(EOF)).round().verdict())
                .as("10 s apart")
                .isEqualTo(VerdictKind.TRANSITION);

        Story later = Story.settled("a", "b", "c").says("a", answers(EOF)).rounds(3);
        assertThat(later.says("b", answers(EOF)).round().verdict())
                .as("15 s apart")
                .isEqualTo(VerdictKind.DOUBTFUL);
    }

    @Test
    void slavesThatCloseTogetherAreNoChangeOfMaster() {
        Story story = Story.settled("a", "b", "c").says("b", answers(EOF)).says("c", answers(EOF));
        assertThat(story.rounds(1).verdict()).isEqualTo(VerdictKind.DOUBTFUL);
    }

    @Test
    void aPlannedChangeIsAllowedTwoMinutes() {
        Story story = Story.settled("a", "b", "c").says("a", answers(EOF)).says("b", answers(EOF));
        story.rounds(23).round().silence(Duration.ofSeconds(4));
        assertThat(story.verdict()).as("at 119 s").isEqualTo(VerdictKind.TRANSITION);
        assertThat(story.alerts).isEmpty();
        assertThat(story.silence(Duration.ofSeconds(1)).verdict())
                .as("at 120 s")
                .isEqualTo(VerdictKind.TOOLSTACK_DOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TOOLSTACK_CLOSED", "EMERGENCY", "SLAVE"})
    void aFormerSlaveTakesOverWhileTheOldMasterStepsDown(Answer stepsDown) {
        Story story = Story.settled("a", "b", "c").says("a", answers(stepsDown)).says("b", Speech.MASTER);
        story.says("c", Speech.mute("a"));
        assertThat(story.round().verdict()).isEqualTo(VerdictKind.TRANSITION);
        assertThat(story.last().getReason()).contains("b takes over from a");
    }

    @Test
    void nobodyTakesOverFromAMasterThatIsSilent() {
        Story story =
                Story.settled("a", "b", "c").says("a", answers(Answer.SILENT)).says("b", Speech.MASTER);
        assertThat(story.says("c", Speech.mute("a")).round().verdict()).isEqualTo(VerdictKind.DOUBTFUL);
    }

    @Test
    void aPlannedChangeOfMasterEndsSettledAndWithoutAnAlert() {
        Story story = Story.settled("a", "b", "c").says("a", answers(EOF)).says("b", answers(EOF));
        story.says("c", answers(EOF)).rounds(6);
        story.says("b", story.master())
                .says("a", emergency("HOST_STILL_BOOTING"))
                .rounds(1);
        story.says("c", emergency("HOST_STILL_BOOTING")).rounds(1);
        story.says("a", slaveOf("b")).says("c", slaveOf("b")).rounds(4);
        assertThat(story.verdict()).isEqualTo(VerdictKind.SETTLED);
        assertThat(story.last().getMaster()).contains("10.0.0.2");
        assertThat(story.alerts).isEmpty();
        assertThat(story.commands).isEmpty();
    }

    @Test
    void ourOwnDesignationIsAPlannedChangeFromItsIssueOn() {
        Story story = Story.settled("a", "b", "c");
        story.hears(Person.approves(CommandKind.DESIGNATE, "b"));
        assertThat(story.commanded()).containsExactly("DESIGNATE b");
        assertThat(story.round().verdict()).isEqualTo(VerdictKind.TRANSITION);

        story.reports(OutcomeResult.STARTED).reports(OutcomeResult.ACCEPTED);
        story.says("a", answers(Answer.UNREACHABLE)).lostBySlaves("a").rounds(23);
        assertThat(story.verdict()).as("115 s after XAPI accepted").isEqualTo(VerdictKind.TRANSITION);
        assertThat(story.alerts).isEmpty();
        assertThat(story.rounds(2).verdict()).isEqualTo(VerdictKind.MASTER_LOST);
    }
}
