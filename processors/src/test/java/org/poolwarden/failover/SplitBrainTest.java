package org.poolwarden.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.poolwarden.failover.Speech.MASTER;
import static org.poolwarden.failover.Speech.answers;
import static org.poolwarden.failover.Speech.masterOf;
import static org.poolwarden.failover.Speech.slaveOf;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.MasterClaim;
import org.poolwarden.schema.Mode;
import org.poolwarden.schema.OutcomeResult;
import org.poolwarden.schema.Power;
import org.poolwarden.schema.VerdictKind;

class SplitBrainTest {

    @Test
    void twoHostsThatClaimMastershipTwiceAreASplitBrain() {
        Story story = Story.settled("a", "b", "c").says("b", MASTER).rounds(1);
        assertThat(story.verdict()).isEqualTo(VerdictKind.DOUBTFUL);
        assertThat(story.round().verdict()).isEqualTo(VerdictKind.SPLIT_BRAIN);
        assertThat(story.last().getHosts()).containsExactly("10.0.0.1", "10.0.0.2");
        assertThat(story.firing()).containsExactly("closet/SPLIT_BRAIN");
    }

    @Test
    void itSaysOfEachWhoFollowsItSinceWhenAndWhetherWePromotedIt() {
        Story story = Story.settled("a", "b", "c").says("b", MASTER).says("c", slaveOf("b"));
        story.rounds(2);
        List<MasterClaim> claims = story.last().getClaims();
        assertThat(claims).extracting(MasterClaim::getHost).containsExactly("a", "b");
        assertThat(claims.get(0).getSince()).isEqualTo(Story.START.plusMillis(300));
        assertThat(claims.get(1).getSince()).isEqualTo(Story.START.plusMillis(15_300));
        assertThat(claims.get(0).getFollowers()).isEmpty();
        assertThat(claims.get(1).getFollowers()).containsExactly("10.0.0.3");
        assertThat(claims).noneMatch(MasterClaim::getPromotedByUs);
        assertThat(story.last().getReason()).contains("a (since", "followed by nobody", "followed by c");
    }

    @Test
    void itSaysWhomThisSystemPromoted() {
        Story story = Story.settled("a", "b").says("a", answers(Answer.UNREACHABLE, Power.OFF));
        story.lostBySlaves("a").rounds(3).reports(OutcomeResult.ACCEPTED);
        story.says("b", story.master()).rounds(3);
        story.says("a", MASTER).rounds(2);
        assertThat(story.verdict()).isEqualTo(VerdictKind.SPLIT_BRAIN);
        assertThat(story.last().getClaims())
                .extracting(MasterClaim::getPromotedByUs)
                .containsExactly(false, true);
    }

    @Test
    void theTwoRoundsNeedNotBeOfOneObserver() {
        Story story = Story.of("a", "b", "c").watchedBy("rack-b").rounds(3);
        story.saysTo("rack-b", "a", answers(Answer.UNREACHABLE))
                .saysTo("rack-b", "b", MASTER)
                .rounds(2);
        assertThat(story.verdict()).isEqualTo(VerdictKind.SPLIT_BRAIN);
    }

    @Test
    void claimsThatAreMoreThanThreeRoundsApartAreNotOfTheSameTime() {
        Story story = Story.of("a", "b", "c").watchedBy("rack-b").rounds(3);
        story.saysTo("rack-b", "b", MASTER).rounds(2);
        assertThat(story.verdict()).isEqualTo(VerdictKind.SPLIT_BRAIN);

        story.unwatchedBy("rack-b").rounds(2);
        assertThat(story.verdict()).as("15 s after rack-b's word").isNotEqualTo(VerdictKind.SPLIT_BRAIN);
    }

    @Test
    void aMasterOfAnotherPoolIsNoParty() {
        Story story =
                Story.settled("a", "b", "c").says("b", masterOf("another pool")).rounds(4);
        assertThat(story.findings).noneMatch(finding -> finding.getVerdict() == VerdictKind.SPLIT_BRAIN);
    }

    @Test
    void mastersOfDifferentPoolsAreNoPartiesEvenBeforeOneIsKnown() {
        Story story = Story.of("a", "b").says("b", masterOf("another pool")).rounds(4);
        assertThat(story.findings).noneMatch(finding -> finding.getVerdict() == VerdictKind.SPLIT_BRAIN);
    }

    @Test
    void twoMastersFromTheBeginningAreASplitBrainAndNothingIsCommanded() {
        Story story =
                Story.of("a", "b", "c").policy(Mode.AUTO).says("b", MASTER).says("c", slaveOf("b"));
        story.rounds(4);
        assertThat(story.verdict()).isEqualTo(VerdictKind.SPLIT_BRAIN);
        assertThat(story.withheld()).containsExactly("REPOINT MAJORITY");
        assertThat(story.commands).isEmpty();
    }

    @Test
    void threeClaimantsAreNamedAll() {
        Story story =
                Story.settled("a", "b", "c").says("b", MASTER).says("c", MASTER).rounds(2);
        assertThat(story.last().getHosts()).hasSize(3);
    }

    @Test
    void itIsOverTwoRoundsAfterOnlyOneIsLeft() {
        Story story = Story.settled("a", "b", "c").says("b", MASTER).rounds(3);
        story.says("b", slaveOf("a")).round();
        assertThat(story.firing()).containsExactly("closet/SPLIT_BRAIN");
        assertThat(story.silence(Duration.ofSeconds(5)).round().firing())
                .as("the second round without it")
                .isEmpty();
    }
}
