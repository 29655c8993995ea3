package org.poolwarden.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.poolwarden.failover.Speech.answers;
import static org.poolwarden.failover.Speech.lost;
import static org.poolwarden.failover.Speech.slaveOf;
import static org.poolwarden.failover.Speech.writing;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.OutcomeResult;
import org.poolwarden.schema.Power;
import org.poolwarden.schema.VerdictKind;

/** The processor loses its memory, in every stage of a ladder: nothing is forgotten that was said, and nothing said twice. */
class RestartTest {

    private static final List<String> LADDER =
            List.of("PROMOTE b", "RECOVER_SLAVES b", "REPOINT d", "DECLARE_DEAD a", "START_VMS a");

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void theLadderIsClimbedToItsEndWhereverItIsInterrupted(int stage) {
        Story story = ladder(stage, told -> told.restart());
        assertThat(story.commanded()).isEqualTo(LADDER);
        assertThat(story.firing()).containsExactly("closet/HOST_LOST/a");
        assertThat(story.alerts("closet/MASTER_LOST")).hasSize(2);
        assertThat(story.outcomes).hasSize(4);
        assertThat(story.others.recovering()).isEmpty();
    }

    @Test
    void withoutAnyInterruptionItIsTheSame() {
        assertThat(ladder(-1, UnaryOperator.identity()).commanded()).isEqualTo(LADDER);
    }

    @Test
    void aRestartedProcessorIsBlindForTwoRoundsAndThenIssuesNothingTwice() {
        Story story = Story.settled("a", "b").says("a", answers(Answer.UNREACHABLE, Power.OFF));
        story.lostBySlaves("a").rounds(3).restart().rounds(1);
        assertThat(story.verdict()).isEqualTo(VerdictKind.BLIND);
        assertThat(story.withheld()).containsExactly("PROMOTE CATCHING_UP");
        story.rounds(5);
        assertThat(story.commands).hasSize(1);
        assertThat(story.firing()).contains("closet/MASTER_LOST");
    }

    @Test
    void noMissFromBeforeCounts() {
        Story story = Story.settled("a", "b").says("a", answers(Answer.UNREACHABLE, Power.OFF));
        story.lostBySlaves("a").rounds(1).restart().round();
        assertThat(story.verdict()).isEqualTo(VerdictKind.BLIND);
        assertThat(story.commands).isEmpty();
    }

    /** What it remembers is who was master, and nothing of when anybody was last seen. */
    @Test
    void aMasterThatIsBackMeanwhileIsMasterAsBefore() {
        Story story =
                Story.settled("a", "b").says("a", answers(Answer.UNREACHABLE)).lostBySlaves("a");
        story.rounds(3)
                .restart()
                .says("a", story.master())
                .says("b", slaveOf("a"))
                .rounds(4);
        assertThat(story.verdict()).isEqualTo(VerdictKind.SETTLED);
        assertThat(story.firing()).isEmpty();
        assertThat(story.alerts("closet/MASTER_LOST")).hasSize(2);
        assertThat(story.state().standing().epoch()).isEqualTo(1);
    }

    /** Told in steps; before the step of that number the processor is interrupted. */
    private static Story ladder(int stage, UnaryOperator<Story> interruption) {
        Story story = Story.settled("a", "b", "c", "d");
        story.database.runs("vm", "a");
        List<UnaryOperator<Story>> steps = List.of(
                told -> told.rounds(1)
                        .says("a", answers(Answer.UNREACHABLE, Power.OFF))
                        .lostBySlaves("a"),
                told -> told.rounds(5),
                told -> told.reports(OutcomeResult.STARTED),
                told -> told.reports(OutcomeResult.ACCEPTED).says("b", answers(Answer.TOOLSTACK_CLOSED)),
                told -> told.rounds(2).says("b", told.master()).says("d", writing(lost("a"))),
                told -> told.rounds(4).reports(OutcomeResult.ACCEPTED).says("c", slaveOf("b")),
                told -> told.rounds(8),
                told -> told.reports(OutcomeResult.ACCEPTED).says("d", slaveOf("b")),
                told -> told.rounds(4).reports(OutcomeResult.ACCEPTED),
                RestartTest::declaredDead,
                told -> told.rounds(4).reports(OutcomeResult.STARTED));
        for (int i = 0; i < steps.size(); i++) {
            story = steps.get(i).apply(i == stage ? interruption.apply(story) : story);
        }
        story.database.runs("vm", "c");
        return story.rounds(6);
    }

    private static Story declaredDead(Story story) {
        story.database.declareDead("a");
        return story;
    }
}
