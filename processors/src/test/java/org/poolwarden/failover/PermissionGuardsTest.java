package org.poolwarden.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.poolwarden.failover.Speech.answers;

import org.junit.jupiter.api.Test;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.Mode;
import org.poolwarden.schema.Power;

/** PAUSED and MODE; alerts flow whatever they say. */
class PermissionGuardsTest {

    @Test
    void modeObserveOnlyAlertsWhateverAPersonApproves() {
        Story story = poweredOff(Mode.OBSERVE);
        assertThat(story.withheld()).containsExactly("PROMOTE MODE");
        assertThat(story.lifts("PROMOTE MODE")).contains("alerts only");
        assertThat(story.firing()).containsExactly("closet/MASTER_LOST");
        assertThat(story.approve("b", "a").commands).isEmpty();
    }

    @Test
    void modeAdviseIsTheDefaultAndWaitsForAPerson() {
        Story story = poweredOff(Mode.ADVISE);
        assertThat(PoolState.defaults("closet").getMode()).isEqualTo(Mode.ADVISE);
        assertThat(story.withheld()).containsExactly("PROMOTE MODE");
        assertThat(story.hears(Person.approves(CommandKind.PROMOTE, "b")).commanded())
                .containsExactly("PROMOTE b");
    }

    @Test
    void modeAutoWaitsForNobody() {
        assertThat(poweredOff(Mode.AUTO).commanded()).containsExactly("PROMOTE b");
    }

    @Test
    void whenTheModeChangesThePresentStateIsJudgedAgain() {
        assertThat(poweredOff(Mode.OBSERVE).policy(Mode.AUTO).commanded()).containsExactly("PROMOTE b");
    }

    @Test
    void aPausedPoolAlertsAndCommandsNothing() {
        Story story = Story.settled("a", "b").policy(policy -> policy.setPaused(true));
        story.says("a", answers(Answer.UNREACHABLE, Power.OFF))
                .lostBySlaves("a")
                .rounds(4);
        assertThat(story.withheld()).containsExactly("PROMOTE PAUSED");
        assertThat(story.alerts("closet/MASTER_LOST").get(0).getWithheld())
                .extracting(held -> held.getGuard().name())
                .contains("PAUSED");
        assertThat(story.policy(policy -> policy.setPaused(false)).commanded()).containsExactly("PROMOTE b");
    }

    @Test
    void anApprovalDoesNotLiftAPause() {
        Story story = Story.settled("a", "b").policy(policy -> policy.setPaused(true));
        story.says("a", answers(Answer.UNREACHABLE)).lostBySlaves("a").rounds(4).approve("b", "a");
        assertThat(story.withheld()).containsExactly("PROMOTE PAUSED");
    }

    @Test
    void powerIsCutByThePolicyAutoFenceOrByAPerson() {
        Story story = hung(false);
        assertThat(story.withheld()).contains("FENCE MODE");
        assertThat(story.lifts("FENCE MODE")).contains("auto-fence");
        assertThat(story.hears(Person.approves(CommandKind.FENCE, "a")).commanded())
                .containsExactly("FENCE a");
        assertThat(hung(true).commanded()).containsExactly("FENCE a");
    }

    @Test
    void modeAdviseFencesNobodyByPolicy() {
        Story story = hung(true, Mode.ADVISE);
        assertThat(story.withheld()).contains("FENCE MODE");
        assertThat(story.commands).isEmpty();
    }

    private static Story hung(boolean autoFence) {
        return hung(autoFence, Mode.AUTO);
    }

    private static Story hung(boolean autoFence, Mode mode) {
        Story story = Story.of("a", "b", "c")
                .policy(policy -> policy.setMode(mode).setAutoFence(autoFence))
                .rounds(3);
        return story.says("a", answers(Answer.SILENT, Power.ON))
                .lostBySlaves("a")
                .rounds(8);
    }

    private static Story poweredOff(Mode mode) {
        Story story = Story.of("a", "b").policy(mode).rounds(3);
        return story.says("a", answers(Answer.UNREACHABLE, Power.OFF))
                .lostBySlaves("a")
                .rounds(4);
    }
}
