package org.poolwarden.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.poolwarden.failover.Speech.answers;
import static org.poolwarden.failover.Speech.lost;
import static org.poolwarden.failover.Speech.mute;

import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.HostHeartbeat;
import org.poolwarden.schema.Power;
import org.poolwarden.schema.VerdictKind;

/** ALIVE and MAJORITY. */
class LossGuardsTest {

    @Test
    void nobodyIsReplacedWhoAnsweredAsMasterLessThanTwoRoundsAgo() {
        Story story = Story.settled("a", "b").round().says("a", answers(Answer.UNREACHABLE, Power.OFF));
        story.lostBySlaves("a").silence(Duration.ofSeconds(3)).round();
        story.silence(Duration.ofSeconds(3)).round();
        assertThat(story.verdict()).as("6 s after its last answer").isEqualTo(VerdictKind.MASTER_LOST);
        assertThat(story.withheld()).containsExactly("PROMOTE ALIVE");

        assertThat(story.silence(Duration.ofSeconds(3)).commands)
                .as("9 s after it")
                .isEmpty();
        assertThat(story.silence(Duration.ofSeconds(1)).commanded())
                .as("10 s after it")
                .containsExactly("PROMOTE b");
    }

    @Test
    void nobodyIsReplacedWhileAnotherHostClaimsToBeMaster() {
        Story story = Story.settled("a", "b", "c", "d").says("a", answers(Answer.UNREACHABLE, Power.OFF));
        story.policy(policy -> policy.setPaused(true)).lostBySlaves("a", "d");
        story.says("d", mute("a")).rounds(3).says("d", Speech.MASTER).round();
        story.policy(policy -> policy.setPaused(false));
        assertThat(story.verdict()).isEqualTo(VerdictKind.MASTER_LOST);
        assertThat(story.withheld()).containsExactly("PROMOTE ALIVE");
        assertThat(story.commands).isEmpty();
    }

    /** Without a power reading the old master counts in the size; it is never a witness. */
    @ParameterizedTest
    @CsvSource({"3,1,false", "3,2,true", "4,2,false", "4,3,true", "5,2,false", "5,3,true", "6,3,false", "6,4,true"})
    void moreThanHalfOfTheMembershipMustHaveLostIt(int hosts, int lost, boolean enough) {
        Story story = lostTo(hosts, lost, answers(Answer.UNREACHABLE));
        assertThat(story.verdict()).isEqualTo(VerdictKind.MASTER_LOST);
        assertThat(story.commands).hasSize(enough ? 1 : 0);
        assertThat(story.withheld().contains("PROMOTE MAJORITY")).isEqualTo(!enough);
    }

    @ParameterizedTest
    @CsvSource({"3,1,false", "3,2,true", "4,1,false", "4,2,true", "5,2,false", "5,3,true"})
    void aMasterThatIsOffLeavesTheSize(int hosts, int lost, boolean enough) {
        Story story = lostTo(hosts, lost, answers(Answer.UNREACHABLE, Power.OFF));
        assertThat(story.commands).hasSize(enough ? 1 : 0);
    }

    @Test
    void aMemberThatIsOffLeavesTheSize() {
        Story story = Story.settled("a", "b", "c", "d").says("a", answers(Answer.UNREACHABLE));
        story.policy(policy -> policy.setPromoteWithoutFence(true)).lostBySlaves("a", "d");
        story.says("d", answers(Answer.UNREACHABLE)).rounds(3);
        assertThat(story.withheld()).as("2 of 4").containsExactly("PROMOTE MAJORITY");
        assertThat(story.lifts("PROMOTE MAJORITY")).contains("more than half of 4 members", "2 have");

        story.says("d", answers(Answer.UNREACHABLE, Power.OFF)).rounds(1);
        assertThat(story.commanded()).as("2 of 3").containsExactly("PROMOTE b");
    }

    /** A reading of yesterday: the host was switched on since, and its BMC is not reached today. */
    @Test
    void aMemberThatAnsweredAfterItWasOffCounts() {
        Story story = Story.settled("a", "b", "c", "d").says("d", answers(Answer.UNREACHABLE, Power.OFF));
        story.rounds(3).says("d", story.slaveOf("a")).rounds(3);
        story.policy(policy -> policy.setPromoteWithoutFence(true));
        story.says("a", answers(Answer.UNREACHABLE)).says("d", answers(Answer.UNREACHABLE));
        story.says("b", lost("a")).says("c", lost("a")).rounds(4);
        assertThat(story.withheld()).containsExactly("PROMOTE MAJORITY");
        assertThat(story.commands).isEmpty();
    }

    /** Its BMC is another machine's: what it says of a host that speaks to us is void. */
    @Test
    void aWitnessThatItsBmcCallsOffStillCountsInTheSize() {
        Story story = Story.settled("a", "b", "c", "d", "e").says("a", answers(Answer.UNREACHABLE));
        story.policy(policy -> policy.setPromoteWithoutFence(true));
        story.says(
                "b", heartbeat -> lost("a").apply(heartbeat).setPower(Power.OFF).setPowerAgeMs(0L));
        story.says("c", lost("a")).says("d", mute("a")).says("e", mute("a")).rounds(4);
        assertThat(story.withheld()).contains("PROMOTE MAJORITY");
        assertThat(story.commands).isEmpty();
    }

    @Test
    void whoIsNoMemberIsNoWitness() {
        Story story = Story.settled("a", "b", "c", "d").policy(policy -> policy.setPromoteWithoutFence(true));
        story.says("a", answers(Answer.UNREACHABLE)).says("x", lost("a"));
        story.says("b", lost("a")).says("c", lost("a")).says("d", mute("a")).rounds(4);
        assertThat(story.withheld()).contains("PROMOTE MAJORITY");
    }

    @Test
    void anApprovalThatNamesTheMasterVerifiedDownWaivesTheMajority() {
        Story story = lostTo(5, 1, answers(Answer.UNREACHABLE)).approve("b", "a");
        assertThat(story.commanded()).containsExactly("PROMOTE b");
    }

    @Test
    void anApprovalThatDoesNotNameItWaivesNothing() {
        Story story = lostTo(5, 1, answers(Answer.UNREACHABLE));
        story.hears(Person.approves(CommandKind.PROMOTE, "b"));
        assertThat(story.withheld()).containsExactly("PROMOTE MAJORITY");
    }

    @Test
    void inATwoHostPoolTheOnlySlaveIsEnoughTogetherWithAReading() {
        Story story = Story.settled("a", "b").says("a", answers(Answer.UNREACHABLE, Power.OFF));
        assertThat(story.lostBySlaves("a").rounds(3).commanded()).containsExactly("PROMOTE b");
    }

    @Test
    void inATwoHostPoolTheOnlySlaveIsEnoughTogetherWithAnApproval() {
        Story story = Story.settled("a", "b").says("a", answers(Answer.UNREACHABLE));
        assertThat(story.lostBySlaves("a").rounds(3).approve("b", "a").commanded())
                .containsExactly("PROMOTE b");
    }

    @Test
    void inATwoHostPoolThePolicyIsNoProof() {
        Story story = Story.settled("a", "b").policy(policy -> policy.setPromoteWithoutFence(true));
        story.says("a", answers(Answer.UNREACHABLE)).lostBySlaves("a").rounds(4);
        assertThat(story.withheld()).containsExactly("PROMOTE FENCE_PROOF");
    }

    /** No reading says OFF yet, so it is a person who proves it. */
    @Test
    void inATwoHostPoolAFenceNeedsAnApproval() {
        Story story = Story.settled("a", "b").policy(policy -> policy.setAutoFence(true));
        story.says("a", answers(Answer.SILENT, Power.ON)).lostBySlaves("a").rounds(8);
        assertThat(story.withheld()).containsExactly("PROMOTE FENCE_PROOF", "FENCE MAJORITY");

        story.hears(Person.approves(CommandKind.FENCE, "a"));
        assertThat(story.commanded()).containsExactly("FENCE a");
    }

    private static Story lostTo(int hosts, int lost, UnaryOperator<HostHeartbeat.Builder> master) {
        String[] names = "abcdef".substring(0, hosts).split("");
        Story story = Story.settled(names).policy(policy -> policy.setPromoteWithoutFence(true));
        story.says("a", master);
        for (int i = 1; i < hosts; i++) {
            story.says(names[i], i <= lost ? lost("a") : mute("a"));
        }
        return story.rounds(3);
    }
}
