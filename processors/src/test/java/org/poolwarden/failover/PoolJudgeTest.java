package org.poolwarden.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.poolwarden.failover.Speech.MASTER;
import static org.poolwarden.failover.Speech.answers;
import static org.poolwarden.failover.Speech.lost;
import static org.poolwarden.failover.Speech.slaveOf;

import org.junit.jupiter.api.Test;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.HostHeartbeat;
import org.poolwarden.schema.Power;
import org.poolwarden.schema.Testimony;
import org.poolwarden.schema.VerdictKind;

/** Of several rules that hold the first one gives the verdict. */
class PoolJudgeTest {

    @Test
    void darknessComesBeforeALostMaster() {
        Story story =
                Story.settled("a", "b").says("a", answers(Answer.UNREACHABLE)).lostBySlaves("a");
        story.rounds(3).says("b", answers(Answer.UNREACHABLE)).rounds(2);
        assertThat(story.verdict()).isEqualTo(VerdictKind.POOL_DARK);
        assertThat(story.firing()).containsExactlyInAnyOrder("closet/POOL_DARK", "closet/MASTER_LOST");
    }

    @Test
    void aSplitBrainComesBeforeAHostThatIsLost() {
        Story story = Story.settled("a", "b", "c", "d").says("d", answers(Answer.UNREACHABLE));
        story.rounds(3).says("b", MASTER).rounds(2);
        assertThat(story.verdict()).isEqualTo(VerdictKind.SPLIT_BRAIN);
        assertThat(story.firing()).containsExactlyInAnyOrder("closet/HOST_LOST/d", "closet/SPLIT_BRAIN");
    }

    @Test
    void aLostHostComesBeforeAnOrphan() {
        Story story = Story.settled("a", "b", "c", "d").says("d", answers(Answer.UNREACHABLE));
        story.says("c", lost("a")).rounds(3);
        assertThat(story.verdict()).isEqualTo(VerdictKind.HOST_LOST);
        assertThat(story.says("d", slaveOf("a")).rounds(1).verdict()).isEqualTo(VerdictKind.HOST_ORPHANED);
    }

    @Test
    void anOlderRecordIsDropped() {
        HostView view = HostView.of(sighting(1, 5, Answer.MASTER));
        assertThat(view.with(sighting(1, 4, Answer.UNREACHABLE))).isSameAs(view);
        assertThat(view.with(sighting(0, 9, Answer.UNREACHABLE))).isSameAs(view);
        assertThat(view.with(sighting(1, 6, Answer.UNREACHABLE)).misses()).isEqualTo(1);
        assertThat(view.with(sighting(2, 1, Answer.UNREACHABLE)).misses()).isEqualTo(1);
    }

    @Test
    void aRecordThatIsReadTwiceCountsOnce() {
        HostView view = HostView.of(sighting(1, 5, Answer.UNREACHABLE));
        assertThat(view.with(sighting(1, 5, Answer.UNREACHABLE))).isSameAs(view);
    }

    private static Sighting sighting(long incarnation, long round, Answer answer) {
        return new Sighting(
                HostHeartbeat.newBuilder()
                        .setPool("closet")
                        .setHost("a")
                        .setAddress(Database.address("a"))
                        .setObserver("rack-a")
                        .setIncarnation(incarnation)
                        .setRound(round)
                        .setHostsInRound(2)
                        .setStartedAt(Story.START)
                        .setTookMs(1)
                        .setAnswer(answer)
                        .setTestimony(Testimony.ABSENT)
                        .setPower(Power.NOT_READ)
                        .build(),
                Story.START,
                "xen.heartbeats",
                0,
                round);
    }
}
