package org.poolwarden.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.poolwarden.failover.Speech.answers;
import static org.poolwarden.failover.Speech.emergency;
import static org.poolwarden.failover.Speech.lost;
import static org.poolwarden.failover.Speech.mute;
import static org.poolwarden.failover.Speech.slaveOf;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.VerdictKind;

/** What a slave's word about its master is worth, to whom, and for how long. */
class TestimonyTest {

    @Test
    void aWordStandsUntilItIsTwoRoundsOld() {
        Story story = Story.settled("a", "b", "c").says("a", answers(Answer.UNREACHABLE));
        story.says("b", lost("a")).says("c", mute("a")).rounds(2);
        story.says("b", mute("a")).round().silence(Duration.ofSeconds(4));
        assertThat(story.verdict()).as("9 s after the last word").isEqualTo(VerdictKind.MASTER_LOST);

        story.silence(Duration.ofSeconds(1));
        assertThat(story.verdict()).as("2H after the last word").isEqualTo(VerdictKind.DOUBTFUL);
    }

    @Test
    void silenceDoesNotUnsayAWord() {
        Story story = Story.settled("a", "b", "c").says("a", answers(Answer.UNREACHABLE));
        story.says("b", lost("a")).says("c", mute("a")).rounds(1);
        story.says("b", answers(Answer.UNREACHABLE)).round();
        assertThat(story.verdict()).isEqualTo(VerdictKind.MASTER_LOST);
    }

    @Test
    void aLaterWordUnsaysAnEarlierOne() {
        Story story = Story.settled("a", "b").says("a", answers(Answer.UNREACHABLE));
        story.says("b", lost("a")).rounds(1).says("b", slaveOf("a")).rounds(1);
        assertThat(story.verdict()).isEqualTo(VerdictKind.MASTER_UNSEEN);
    }

    @Test
    void aWordIsAboutTheAddressThatTheSlaveNames() {
        Story story = Story.settled("a", "b", "c").says("a", answers(Answer.UNREACHABLE));
        story.says("b", lost("x")).says("c", lost("x")).rounds(4);
        assertThat(story.findings).noneMatch(finding -> finding.getVerdict() == VerdictKind.MASTER_LOST);
    }

    /** A lossy path between an observer and a slave looks like a slave that has lost its master. */
    @ParameterizedTest
    @ValueSource(strings = {"rack-a", "rack-b"})
    void whoIsConnectedInTheEyesOfOneObserverHasLostNothing(String lossy) {
        Story story = Story.of("a", "b", "c").watchedBy("rack-b").rounds(3);
        story.says("a", answers(Answer.UNREACHABLE))
                .says("c", mute("a"))
                .saysTo(lossy, "b", lost("a"))
                .rounds(4);
        assertThat(story.verdict()).isEqualTo(VerdictKind.MASTER_UNSEEN);
        assertThat(story.findings).noneMatch(finding -> finding.getVerdict() == VerdictKind.MASTER_LOST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"INTERNAL_ERROR", "HOST_STILL_BOOTING"})
    void halfAMinuteOfEmergencyModeTestifiesAndNotASecondLess(String error) {
        Story story = Story.settled("a", "b", "c").says("a", answers(Answer.UNREACHABLE));
        story.says("c", mute("a")).says("b", emergency(error)).rounds(5);
        story.round().silence(Duration.ofSeconds(4));
        assertThat(story.findings).noneMatch(finding -> finding.getVerdict() == VerdictKind.MASTER_LOST);

        story.silence(Duration.ofSeconds(1));
        assertThat(story.verdict()).isEqualTo(VerdictKind.MASTER_LOST);
    }

    @Test
    void theTwoErrorsThatSpeakOfTheMasterMayFollowEachOther() {
        Story story = Story.settled("a", "b", "c").says("a", answers(Answer.UNREACHABLE));
        story.says("c", mute("a")).says("b", emergency("HOST_STILL_BOOTING")).rounds(3);
        story.says("b", emergency("INTERNAL_ERROR")).rounds(3);
        assertThat(story.verdict()).isEqualTo(VerdictKind.MASTER_LOST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UNREACHABLE", "TOOLSTACK_CLOSED", "SLAVE"})
    void anotherAnswerBreaksTheEmergency(Answer between) {
        Story story = Story.settled("a", "b", "c").says("a", answers(Answer.UNREACHABLE));
        story.says("c", mute("a")).says("b", emergency("INTERNAL_ERROR")).rounds(5);
        story.says("b", answers(between)).rounds(1);
        story.says("b", emergency("INTERNAL_ERROR")).rounds(5);
        assertThat(story.findings).noneMatch(finding -> finding.getVerdict() == VerdictKind.MASTER_LOST);

        story.rounds(1);
        assertThat(story.verdict()).isEqualTo(VerdictKind.MASTER_LOST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HOST_UNKNOWN_TO_MASTER", "HOST_HAS_NO_MANAGEMENT_IP", "HOST_BROKEN"})
    void anEmergencyThatSpeaksOfTheSlaveItselfTestifiesNothing(String error) {
        Story story = Story.settled("a", "b", "c").says("a", answers(Answer.UNREACHABLE));
        story.says("c", mute("a")).says("b", emergency(error)).rounds(12);
        assertThat(story.findings).noneMatch(finding -> finding.getVerdict() == VerdictKind.MASTER_LOST);
    }

    @Test
    void whatWasSaidBeforeTheFirstMissSaysNothingAboutIt() {
        Story story = Story.settled("a", "b");
        story.says("b", lost("a")).rounds(1);
        story.says("b", mute("a")).says("a", answers(Answer.UNREACHABLE)).rounds(3);
        assertThat(story.findings).noneMatch(finding -> finding.getVerdict() == VerdictKind.MASTER_LOST);
    }
}
