package org.poolwarden.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.poolwarden.failover.Speech.answers;
import static org.poolwarden.failover.Speech.emergency;
import static org.poolwarden.failover.Speech.lost;
import static org.poolwarden.failover.Speech.slaveOf;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.HowLost;
import org.poolwarden.schema.OutcomeResult;
import org.poolwarden.schema.Power;
import org.poolwarden.schema.VerdictKind;

/** HOST_LOST and HOST_ORPHANED: the master answers, and another host is gone, or has lost it. */
class OrphanRuleTest {

    @Test
    void aSlaveThatIsMissedTwiceIsAHostLostWithItsOwnAlert() {
        Story story = Story.settled("a", "b", "c").says("c", answers(Answer.UNREACHABLE, Power.OFF));
        assertThat(story.round().verdict()).isEqualTo(VerdictKind.DOUBTFUL);
        assertThat(story.silence(Duration.ofSeconds(5)).round().verdict()).isEqualTo(VerdictKind.HOST_LOST);
        assertThat(story.last().getHow()).contains(HowLost.POWERED_OFF);
        assertThat(story.firing()).containsExactly("closet/HOST_LOST/c");
        assertThat(story.commands).isEmpty();
    }

    @Test
    void ofSeveralLostHostsEachHasItsAlertAndItsWay() {
        Story story = Story.settled("a", "b", "c", "d").says("c", answers(Answer.UNREACHABLE, Power.OFF));
        story.says("d", answers(Answer.SILENT)).rounds(2);
        assertThat(story.firing()).containsExactlyInAnyOrder("closet/HOST_LOST/c", "closet/HOST_LOST/d");
        assertThat(story.alerts("closet/HOST_LOST/c").get(0).getSummary()).contains("POWERED_OFF");
        assertThat(story.alerts("closet/HOST_LOST/d").get(0).getSummary()).contains("HUNG");
    }

    @Test
    void aHostThatComesBackResolvesItsOwnAlertOnly() {
        Story story = Story.settled("a", "b", "c", "d").says("c", answers(Answer.UNREACHABLE));
        story.says("d", answers(Answer.UNREACHABLE))
                .rounds(3)
                .says("c", slaveOf("a"))
                .rounds(2);
        assertThat(story.firing()).containsExactly("closet/HOST_LOST/d");
    }

    @Test
    void aSlaveThatHasLostAMasterWhomWeHearIsOrphaned() {
        Story story = Story.settled("a", "b", "c").says("c", lost("a")).rounds(1);
        assertThat(story.verdict()).as("one slow answer makes no orphan").isEqualTo(VerdictKind.DOUBTFUL);
        assertThat(story.round().verdict()).isEqualTo(VerdictKind.HOST_ORPHANED);
        assertThat(story.last().getHosts()).containsExactly("10.0.0.3");
        assertThat(story.last().getReason()).contains("the link between them");
        assertThat(story.firing()).containsExactly("closet/HOST_ORPHANED/c");
        assertThat(story.commands).isEmpty();
    }

    @Test
    void aSlaveThatNamesTheWrongAddressIsOrphanedAndBothAddressesAreNamed() {
        Story story = Story.settled("a", "b", "c").says("c", lost("x")).rounds(2);
        assertThat(story.verdict()).isEqualTo(VerdictKind.HOST_ORPHANED);
        assertThat(story.last().getReason()).contains(story.address("x")).contains(story.address("a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"INTERNAL_ERROR", "HOST_UNKNOWN_TO_MASTER", "HOST_MASTER_CANNOT_TALK_BACK"})
    void emergencyModeBeyondARestartMakesAnOrphan(String error) {
        Story story = Story.settled("a", "b", "c").says("c", emergency(error)).rounds(11);
        story.round().silence(Duration.ofSeconds(4));
        assertThat(story.verdict()).as("at 59 s").isEqualTo(VerdictKind.DOUBTFUL);
        assertThat(story.alerts).isEmpty();
        assertThat(story.silence(Duration.ofSeconds(1)).verdict()).as("at 60 s").isEqualTo(VerdictKind.HOST_ORPHANED);
    }

    @Test
    void anOrphanThatFollowsAgainIsNone() {
        Story story = Story.settled("a", "b", "c").says("c", lost("a")).rounds(3);
        assertThat(story.says("c", slaveOf("a")).rounds(3).firing()).isEmpty();
        assertThat(story.verdict()).isEqualTo(VerdictKind.SETTLED);
    }

    @Test
    void anOrphanThatFallsSilentIsNotFoundByThat() {
        Story story = Story.settled("a", "b", "c").says("c", lost("a")).rounds(3);
        story.says("c", answers(Answer.UNREACHABLE)).rounds(4);
        assertThat(story.firing()).containsExactlyInAnyOrder("closet/HOST_ORPHANED/c", "closet/HOST_LOST/c");
    }

    @Test
    void thoseWhoWaitForTheNextRungOfARecoveryAreNoOrphans() {
        Story story = Story.settled("a", "b", "c", "d")
                .says("a", answers(Answer.UNREACHABLE, Power.OFF))
                .lostBySlaves("a");
        story.rounds(3)
                .reports(OutcomeResult.ACCEPTED)
                .says("b", story.master())
                .rounds(4);
        assertThat(story.commanded()).containsExactly("PROMOTE b", "RECOVER_SLAVES b");
        assertThat(story.findings).noneMatch(finding -> finding.getVerdict() == VerdictKind.HOST_ORPHANED);
    }

    /** The master restarts its toolstack, and a slave notices a round later than we do. */
    @Test
    void aSlaveThatLostAMasterWhichHasOnlyJustReturnedIsNoOrphan() {
        Story story = Story.settled("a", "b", "c").says("a", answers(Answer.TOOLSTACK_CLOSED));
        story.lostBySlaves("a").rounds(4).says("a", story.master()).round();
        assertThat(story.verdict()).isEqualTo(VerdictKind.DOUBTFUL);
        story.silence(Duration.ofSeconds(5)).says("b", slaveOf("a")).says("c", slaveOf("a"));
        assertThat(story.rounds(2).alerts).isEmpty();
    }
}
