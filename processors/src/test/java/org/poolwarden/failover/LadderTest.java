package org.poolwarden.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.poolwarden.failover.Speech.answers;
import static org.poolwarden.failover.Speech.emergency;
import static org.poolwarden.failover.Speech.lost;
import static org.poolwarden.failover.Speech.mute;
import static org.poolwarden.failover.Speech.slaveOf;
import static org.poolwarden.failover.Speech.writing;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.Mode;
import org.poolwarden.schema.OutcomeResult;
import org.poolwarden.schema.Power;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.schema.RecoveryOutcome;
import org.poolwarden.schema.VerdictKind;

/** RECOVER_SLAVES, and REPOINT for those it missed. */
class LadderTest {

    private static final Answer EOF = Answer.TOOLSTACK_CLOSED;

    @Test
    void theSlavesAreRecoveredAsSoonAsTheCandidateAnswersAsMaster() {
        Story story = promoted().says("b", answers(EOF)).rounds(5);
        assertThat(story.commanded()).containsExactly("PROMOTE b");

        story.says("b", story.master()).round();
        assertThat(story.commanded()).containsExactly("PROMOTE b", "RECOVER_SLAVES b");
        RecoveryCommand command = story.commands.get(1);
        assertThat(command.getExpected()).as("the slaves that testified").containsExactly("10.0.0.3", "10.0.0.4");
        assertThat(command.getExpectedRole()).isEqualTo(Answer.MASTER);
        assertThat(outcomes(story)).isEqualTo("PROMOTE SUCCEEDED; ");
    }

    @Test
    void itSucceedsWhenAllOfThemFollow() {
        Story story = recovering();
        story.says("c", slaveOf("b")).rounds(1);
        assertThat(outcomes(story)).isEqualTo("PROMOTE SUCCEEDED; ");
        story.says("d", slaveOf("b")).rounds(3);
        assertThat(outcomes(story)).isEqualTo("PROMOTE SUCCEEDED; RECOVER_SLAVES SUCCEEDED; ");
        assertThat(story.outcomes.get(1).getRecovered()).containsExactly("10.0.0.3", "10.0.0.4");
        assertThat(story.verdict()).isEqualTo(VerdictKind.HOST_LOST);
        assertThat(story.firing()).containsExactly("closet/HOST_LOST/a");
        assertThat(story.others.recovering()).isEmpty();
    }

    @Test
    void withNoneExpectedItIsSkippedAndTheOutcomeSaysSo() {
        Story story = Story.settled("a", "b").says("a", answers(Answer.UNREACHABLE, Power.OFF));
        story.lostBySlaves("a").rounds(3).reports(OutcomeResult.ACCEPTED).says("b", story.master());
        story.rounds(4);
        assertThat(story.commanded()).containsExactly("PROMOTE b");
        assertThat(story.outcomes.get(0).getDetail()).contains("no other slave", "RECOVER_SLAVES is skipped");
    }

    @Test
    void slavesThatFollowAlreadyNeedNoRecovery() {
        Story story = promoted().says("b", answers(EOF)).rounds(1);
        story.says("c", slaveOf("b")).says("d", slaveOf("b")).rounds(1).says("b", story.master());
        assertThat(story.rounds(3).commanded()).containsExactly("PROMOTE b");
        assertThat(story.others.recovering()).isEmpty();
    }

    /** The fuse burns for ten seconds, and a toolstack starts for half a minute. */
    @Test
    void aSlaveThatRestartsIsWaitedForAndNotRepointed() {
        Story story =
                recovering().says("c", answers(EOF)).says("d", answers(EOF)).rounds(10);
        assertThat(story.commands).hasSize(2);
        assertThat(story.state().recovery().orElseThrow().open()).isTrue();
        story.says("c", slaveOf("b")).says("d", slaveOf("b")).rounds(1);
        assertThat(outcomes(story)).endsWith("RECOVER_SLAVES SUCCEEDED; ");
    }

    @Test
    void aSlaveThatStillPointsElsewhereHalfAMinuteLaterIsRepointed() {
        Story story = recovering()
                .says("c", answers(EOF))
                .says("d", writing(lost("a")))
                .rounds(5);
        story.round().silence(Duration.ofSeconds(4));
        assertThat(story.commands).as("29 s after XAPI accepted").hasSize(2);
        story.silence(Duration.ofSeconds(1));
        assertThat(story.commanded()).endsWith("REPOINT d").hasSize(3);
        RecoveryCommand command = story.commands.get(2);
        assertThat(command.getMaster()).contains("10.0.0.2");
        assertThat(command.getExpectedRole()).isEqualTo(Answer.SLAVE);
    }

    @Test
    void aSlaveThatWaitsInEmergencyModeIsRepointedToo() {
        Story story = recovering().says("c", slaveOf("b"));
        story.says("d", writing(emergency("INTERNAL_ERROR"))).rounds(6);
        assertThat(story.commanded()).endsWith("REPOINT d").hasSize(3);
        assertThat(story.commands.get(2).getExpectedRole()).isEqualTo(Answer.EMERGENCY);
    }

    @Test
    void eachOfThemInTurn() {
        Story story = recovering()
                .says("c", writing(lost("a")))
                .says("d", writing(lost("a")))
                .rounds(7);
        assertThat(story.commanded()).endsWith("REPOINT c").hasSize(3);
        story.reports(OutcomeResult.ACCEPTED).says("c", slaveOf("b")).rounds(1);
        assertThat(story.commanded()).endsWith("REPOINT c", "REPOINT d").hasSize(4);
        story.reports(OutcomeResult.ACCEPTED).says("d", slaveOf("b")).rounds(3);
        assertThat(outcomes(story)).endsWith("REPOINT SUCCEEDED; REPOINT SUCCEEDED; ");
        assertThat(story.others.recovering()).isEmpty();
    }

    @Test
    void whoCannotBeRepointedHoldsNobodyElseUp() {
        Story story =
                recovering().says("c", lost("a")).says("d", writing(lost("a"))).rounds(7);
        assertThat(story.commanded()).endsWith("REPOINT d").hasSize(3);
        story.reports(OutcomeResult.ACCEPTED).says("d", slaveOf("b")).rounds(1);
        assertThat(story.withheld()).contains("REPOINT FENCE_PROOF");
        assertThat(story.commands).hasSize(3);
    }

    @Test
    void oneThatRefusesIsTriedAgainAfterAPauseUnderAnotherId() {
        Story story = recovering()
                .says("c", slaveOf("b"))
                .says("d", writing(lost("a")))
                .rounds(7);
        story.reports(OutcomeResult.FAILED).rounds(11);
        assertThat(story.withheld()).contains("REPOINT IN_FLIGHT");
        story.rounds(2);
        assertThat(story.commanded()).endsWith("REPOINT d", "REPOINT d").hasSize(4);
        assertThat(story.commands.get(3).getId())
                .isNotEqualTo(story.commands.get(2).getId());
    }

    @Test
    void noCommandIsEverIssuedTwiceUnderOneId() {
        Story story = recovering().says("c", writing(lost("a"))).says("d", writing(lost("a")));
        for (int i = 0; i < 12; i++) {
            story.rounds(14).reports(OutcomeResult.FAILED);
        }
        assertThat(story.commands).hasSizeGreaterThan(6);
        assertThat(story.commands).extracting(RecoveryCommand::getId).doesNotHaveDuplicates();
    }

    /** A recovery that is over is over: what its slaves do a week later is not its business. */
    @ParameterizedTest
    @ValueSource(strings = {"TOOLSTACK_CLOSED", "EMERGENCY", "SLAVE"})
    void aSlaveThatHasFollowedOnceIsNobodysBusinessLater(Answer later) {
        Story story =
                recovering().says("c", slaveOf("b")).says("d", slaveOf("b")).rounds(3);
        story.says("c", writing(heartbeat -> heartbeat
                        .setAnswer(later)
                        .setError(later == Answer.EMERGENCY ? "INTERNAL_ERROR" : null)
                        .setMasterAddress(later == Answer.SLAVE ? "10.0.0.1" : null)))
                .rounds(40);
        assertThat(story.commanded()).containsExactly("PROMOTE b", "RECOVER_SLAVES b");
    }

    @Test
    void aSlaveThatWasAwayAndReturnsPointingElsewhereIsStillRepointed() {
        Story story = recovering()
                .says("c", slaveOf("b"))
                .says("d", answers(Answer.UNREACHABLE))
                .rounds(60);
        assertThat(story.state().recovery().orElseThrow().open()).isFalse();
        story.says("d", writing(lost("a"))).rounds(1);
        assertThat(story.commanded()).endsWith("REPOINT d");
    }

    /** It could not testify, so nobody told it whom to follow: it is not asked for before the others should follow. */
    @Test
    void aSlaveThatWasAwayFromBeforeTheLossOnIsRepointedToo() {
        Story story = recoveredWithout("e");
        story.says("e", writing(lost("a"))).rounds(1);
        assertThat(story.commanded()).as("in less than half a minute").containsExactly("PROMOTE b", "RECOVER_SLAVES b");
        story.rounds(1);
        assertThat(story.commanded()).as("after it").endsWith("REPOINT e");
    }

    @Test
    void evenWhenTheOldMasterIsHomeBeforeIt() {
        Story story = recoveredWithout("e").says("a", slaveOf("b")).rounds(4);
        assertThat(story.state().recovery().orElseThrow().hasPromoted(story.address("b")))
                .as("the promotion is history")
                .isFalse();
        story.says("e", writing(lost("a"))).rounds(1);
        assertThat(story.commanded()).endsWith("REPOINT e");

        Story few = recoveredWithout("e").says("a", slaveOf("b")).rounds(4);
        few.says("c", answers(EOF)).says("d", answers(EOF)).says("e", writing(lost("a")));
        assertThat(few.rounds(1).commanded()).as("2 of 5 follow b").doesNotContain("REPOINT e");
    }

    @Test
    void notWhenAnotherHasRuledSince() {
        Story story = recoveredWithout("e").says("b", slaveOf("c"));
        story.says("a", slaveOf("c"))
                .says("d", slaveOf("c"))
                .says("c", story.master())
                .rounds(40);
        assertThat(story.last().getMaster()).contains(story.address("c"));
        story.says("b", story.master()).says("c", slaveOf("b")).rounds(10);
        assertThat(story.says("e", writing(lost("a"))).rounds(3).commanded())
                .containsExactly("PROMOTE b", "RECOVER_SLAVES b");
    }

    private static Story recoveredWithout(String away) {
        Story story = Story.settled("a", "b", "c", "d", away)
                .says(away, answers(Answer.UNREACHABLE))
                .rounds(3)
                .says("a", answers(Answer.UNREACHABLE, Power.OFF));
        story.lostBySlaves("a", away).rounds(3).reports(OutcomeResult.ACCEPTED);
        story.says("b", story.master()).rounds(1).reports(OutcomeResult.ACCEPTED);
        return story.says("c", slaveOf("b")).says("d", slaveOf("b")).rounds(4);
    }

    @Test
    void aSlaveThatLeftThePoolIsLeftAlone() {
        Story story = recovering()
                .says("c", slaveOf("b"))
                .says("d", answers(Answer.UNREACHABLE))
                .rounds(1);
        story.database.eject("d");
        story.rounds(30).says("d", writing(slaveOf("x"))).rounds(10);
        assertThat(story.commanded()).containsExactly("PROMOTE b", "RECOVER_SLAVES b");
    }

    @Test
    void anApprovedPromotionCoversRecoverSlavesAndRepoint() {
        Story story = Story.of("a", "b", "c", "d").rounds(3).says("a", answers(Answer.UNREACHABLE));
        story.lostBySlaves("a").rounds(4).approve("b", "a").reports(OutcomeResult.ACCEPTED);
        story.says("b", story.master()).rounds(1).reports(OutcomeResult.ACCEPTED);
        story.says("c", slaveOf("b")).says("d", writing(lost("a"))).rounds(7);
        assertThat(story.commanded()).containsExactly("PROMOTE b", "RECOVER_SLAVES b", "REPOINT d");
        assertThat(story.commands).allMatch(command -> command.getApproval()
                .equals(story.commands.get(0).getApproval()));
    }

    @Test
    void aLadderThatNobodyApprovedWaitsWhenTheModeIsTurnedToAdvise() {
        Story story = promoted().policy(Mode.ADVISE).says("b", answers(EOF)).rounds(1);
        story.says("b", story.master()).rounds(3);
        assertThat(story.commanded()).containsExactly("PROMOTE b");
        assertThat(story.withheld()).containsExactly("RECOVER_SLAVES MODE");
        assertThat(story.state().recovery().orElseThrow().open())
                .as("it only waits")
                .isTrue();

        story.hears(Person.approves(CommandKind.RECOVER_SLAVES, "b"));
        assertThat(story.commanded()).containsExactly("PROMOTE b", "RECOVER_SLAVES b");
    }

    /** RECOVER_SLAVES would take the other claimant with it, whatever it writes. */
    @Test
    void noSlaveIsRecoveredWhileTheOldMasterClaimsToRule() {
        Story story = promoted().says("b", answers(EOF)).rounds(1);
        story.says("a", Speech.MASTER).says("b", story.master()).rounds(4);
        assertThat(story.verdict()).isEqualTo(VerdictKind.SPLIT_BRAIN);
        assertThat(story.commands).noneMatch(command -> command.getKind() == CommandKind.RECOVER_SLAVES);
    }

    @Test
    void aNewMasterThatIsSilentForAMomentEndsNoRecovery() {
        Story story = promoted().policy(Mode.ADVISE);
        story.says("b", story.master()).rounds(1);
        long epoch = story.state().standing().epoch();
        story.says("b", answers(Answer.SILENT))
                .rounds(1)
                .says("b", story.master())
                .rounds(1);
        assertThat(story.state().standing().epoch()).isEqualTo(epoch);
        assertThat(story.policy(Mode.AUTO).commanded()).containsExactly("PROMOTE b", "RECOVER_SLAVES b");
    }

    /** It was recovered by hand, or never lost: it is the master again, and the recovery is history. */
    @Test
    void anOldMasterThatRulesAgainEndsTheRecovery() {
        Story story =
                promoted().says("b", answers(Answer.UNREACHABLE, Power.OFF)).rounds(25);
        story.says("a", story.master())
                .says("c", slaveOf("a"))
                .says("d", slaveOf("a"))
                .rounds(4);
        assertThat(story.verdict()).isEqualTo(VerdictKind.HOST_LOST);
        Recovery recovery = story.state().recovery().orElseThrow();
        assertThat(recovery.open()).isFalse();
        assertThat(recovery.hasPromoted(story.address("b"))).isFalse();
        assertThat(story.others.recovering()).isEmpty();

        story.says("b", mute("a")).rounds(30);
        assertThat(story.commanded()).containsExactly("PROMOTE b");
    }

    private static Story promoted() {
        Story story = Story.settled("a", "b", "c", "d").says("a", answers(Answer.UNREACHABLE, Power.OFF));
        return story.lostBySlaves("a").rounds(3).reports(OutcomeResult.STARTED).reports(OutcomeResult.ACCEPTED);
    }

    private static Story recovering() {
        Story story = promoted();
        story.says("b", story.master()).rounds(1).reports(OutcomeResult.STARTED).reports(OutcomeResult.ACCEPTED);
        assertThat(story.commanded()).containsExactly("PROMOTE b", "RECOVER_SLAVES b");
        return story;
    }

    private static String outcomes(Story story) {
        StringBuilder all = new StringBuilder();
        for (RecoveryOutcome outcome : story.outcomes) {
            all.append(outcome.getKind())
                    .append(' ')
                    .append(outcome.getResult())
                    .append("; ");
        }
        return all.toString();
    }
}
