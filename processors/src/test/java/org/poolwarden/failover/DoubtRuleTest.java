package org.poolwarden.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.poolwarden.failover.Speech.answers;
import static org.poolwarden.failover.Speech.emergency;
import static org.poolwarden.failover.Speech.lost;
import static org.poolwarden.failover.Speech.slaveOf;

import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.HostHeartbeat;
import org.poolwarden.schema.VerdictKind;

/** DOUBTFUL and SETTLED. */
class DoubtRuleTest {

    @Test
    void aPoolWhoseMasterAllFollowIsSettled() {
        Story story = Story.settled("a", "b", "c");
        assertThat(story.verdict()).isEqualTo(VerdictKind.SETTLED);
        assertThat(story.last().getReason()).isEqualTo("a is master and all follow it");
        assertThat(story.last().getAwaited()).isEmpty();
    }

    @Test
    void aSettledPoolSaysNothingMore() {
        Story story = Story.settled("a", "b");
        int said = story.findings.size();
        assertThat(story.rounds(20).findings).hasSize(said);
    }

    @ParameterizedTest
    @MethodSource("doubts")
    void whatIsMissingIsNamedAndNobodyIsAlarmed(UnaryOperator<HostHeartbeat.Builder> word, String reason) {
        Story story = Story.settled("a", "b", "c").says("c", word).round();
        assertThat(story.verdict()).isEqualTo(VerdictKind.DOUBTFUL);
        assertThat(story.last().getReason()).contains(reason);
        assertThat(story.last().getAwaited()).isPresent();
        assertThat(story.last().getAwaitedUntil()).contains(story.now().plusSeconds(5));
        assertThat(story.alerts).isEmpty();
    }

    private static Stream<Arguments> doubts() {
        return Stream.of(
                Arguments.of(answers(Answer.UNREACHABLE), "c is silent"),
                Arguments.of(slaveOf("b"), "c names another master, 10.0.0.2"),
                Arguments.of(emergency("INTERNAL_ERROR"), "c is in emergency mode"),
                Arguments.of(answers(Answer.TOOLSTACK_CLOSED), "c restarts its toolstack"),
                Arguments.of(answers(Answer.OTHER_ERROR), "c answers with an error"),
                Arguments.of(Speech.MASTER, "c says it is master"),
                Arguments.of(lost("a"), "c has lost its master"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Answer.class,
            names = {"EMERGENCY", "TOOLSTACK_CLOSED", "OTHER_ERROR"})
    void aSlaveThatAnswersSomethingElseForAWhileLeavesADoubtAndNoAlert(Answer answer) {
        Story story = Story.settled("a", "b", "c").says("c", answers(answer)).rounds(11);
        assertThat(story.verdict()).isEqualTo(VerdictKind.DOUBTFUL);
        assertThat(story.alerts).isEmpty();
    }

    @Test
    void aPoolWithoutAnUndisputedMasterIsInDoubt() {
        Story story = Story.of("a", "b").says("a", answers(Answer.OTHER_ERROR)).rounds(3);
        assertThat(story.verdict()).isEqualTo(VerdictKind.DOUBTFUL);
        assertThat(story.last().getReason()).isEqualTo("no host has been undisputed master yet");
    }

    /** It answers, follows nobody that we could see, and is an advisory. */
    @Test
    void aSlaveThatRefusesOurPasswordIsNoDoubt() {
        Story story = Story.settled("a", "b", "c").says("c", answers(Answer.BAD_CREDENTIALS));
        assertThat(story.rounds(3).verdict()).isEqualTo(VerdictKind.SETTLED);
    }

    @Test
    void aFindingNamesEveryHeartbeatItRestsOn() {
        Story story = Story.of("a", "b").watchedBy("rack-b").rounds(3);
        assertThat(story.last().getEvidence())
                .extracting(evidence -> evidence.getHost() + " " + evidence.getObserver() + " " + evidence.getAnswer()
                        + " " + evidence.getTopic() + "-" + evidence.getPartition() + "@" + evidence.getOffset())
                .containsExactly(
                        "a rack-a MASTER xen.heartbeats-3@4",
                        "a rack-b MASTER xen.heartbeats-3@6",
                        "b rack-a SLAVE xen.heartbeats-3@5",
                        "b rack-b SLAVE xen.heartbeats-3@7");
    }
}
