package org.poolwarden.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.poolwarden.failover.Person.acknowledges;
import static org.poolwarden.failover.Speech.answers;
import static org.poolwarden.failover.Speech.slaveOf;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.poolwarden.schema.Alert;
import org.poolwarden.schema.AlertState;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.Severity;
import org.poolwarden.schema.VerdictKind;

/** Each alert fires once and resolves once in an incident, whatever it flaps. */
class AlertBookTest {

    @Test
    void anIncidentIsOneFiringAndOneResolved() {
        Story story = lost().rounds(100);
        back(story).rounds(3);
        assertThat(states(story, "closet/MASTER_LOST")).containsExactly(AlertState.FIRING, AlertState.RESOLVED);
        List<Alert> alerts = story.alerts("closet/MASTER_LOST");
        assertThat(alerts.get(0).getEndsAt()).isEmpty();
        assertThat(alerts.get(1).getStartsAt()).isEqualTo(alerts.get(0).getStartsAt());
        assertThat(alerts.get(1).getEndsAt()).contains(alerts.get(1).getJudgedAt());
    }

    @Test
    void anAlertSaysAllThatAPersonNeeds() {
        Alert alert = lost().alerts.get(0);
        assertThat(alert.getKey()).isEqualTo("closet/MASTER_LOST");
        assertThat(alert.getKind()).isEqualTo("MASTER_LOST");
        assertThat(alert.getSeverity()).isEqualTo(Severity.CRITICAL);
        assertThat(alert.getSummary()).isEqualTo("master a is not reached, and b, c lost it too");
        assertThat(alert.getEvidence()).hasSize(3);
        assertThat(alert.getRunbook()).isNotEmpty();
        assertThat(alert.getWithheld()).isNotEmpty();
        assertThat(alert.getEpoch()).isEqualTo(1);
        assertThat(alert.getCause()).startsWith("xen.heartbeats-3@");
    }

    @Test
    void theAlertOfAHostIsKeyedByItsName() {
        Story story = Story.settled("a", "b", "c")
                .says("c", answers(Answer.UNREACHABLE))
                .rounds(2);
        Alert alert = story.alerts.get(0);
        assertThat(alert.getKey()).isEqualTo("closet/HOST_LOST/c");
        assertThat(alert.getHost()).contains("10.0.0.3");
        assertThat(alert.getHostName()).contains("c");
        assertThat(alert.getSeverity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void itResolvesAfterTwoRoundsWithoutItsCondition() {
        Story story = back(lost()).rounds(1);
        assertThat(story.firing()).as("one round").containsExactly("closet/MASTER_LOST");
        assertThat(story.round().firing()).as("two").containsExactly("closet/MASTER_LOST");
        assertThat(story.silence(Duration.ofSeconds(5)).round().firing())
                .as("two, with a master that is undisputed again")
                .isEmpty();
    }

    @Test
    void aRoundWithItBetweenBeginsThemAnew() {
        Story story = Story.settled("a", "b", "c")
                .says("c", answers(Answer.UNREACHABLE))
                .rounds(3);
        story.says("c", slaveOf("a"))
                .rounds(1)
                .says("c", answers(Answer.UNREACHABLE))
                .rounds(1);
        story.says("c", slaveOf("a")).rounds(1);
        assertThat(story.firing()).containsExactly("closet/HOST_LOST/c");
        assertThat(story.rounds(2).firing()).isEmpty();
        assertThat(story.alerts).hasSize(2);
    }

    @Test
    void withTwoObserversTwoRoundsOfEach() {
        Story story = Story.of("a", "b", "c").watchedBy("rack-b").rounds(3);
        story.says("c", answers(Answer.UNREACHABLE))
                .rounds(3)
                .says("c", slaveOf("a"))
                .rounds(1);
        assertThat(story.firing()).containsExactly("closet/HOST_LOST/c");
        assertThat(story.rounds(2).firing()).isEmpty();
    }

    /** A darker verdict says nothing of what it hides. */
    @Test
    void aHigherVerdictResolvesNobodysAlert() {
        Story story = Story.settled("a", "b", "c", "d")
                .says("d", answers(Answer.UNREACHABLE))
                .rounds(3);
        story.says("a", answers(Answer.UNREACHABLE)).lostBySlaves("a", "d").rounds(10);
        assertThat(story.verdict()).isEqualTo(VerdictKind.MASTER_LOST);
        assertThat(story.firing()).contains("closet/HOST_LOST/d", "closet/MASTER_LOST");
        for (String host : List.of("b", "c")) {
            story.says(host, answers(Answer.UNREACHABLE));
        }
        story.rounds(10).silence(Duration.ofSeconds(60));
        assertThat(story.firing())
                .containsExactlyInAnyOrder(
                        "closet/HOST_LOST/d", "closet/MASTER_LOST", "closet/POOL_DARK", "closet/BLIND");
        assertThat(story.alerts).noneMatch(alert -> alert.getState() == AlertState.RESOLVED);
    }

    @Test
    void aLossResolvesOnlyWithAMasterThatAnswersAndIsUndisputed() {
        Story story = lost().says("a", Speech.MASTER).says("b", Speech.MASTER).says("c", slaveOf("a"));
        story.rounds(10);
        assertThat(story.verdict()).isEqualTo(VerdictKind.SPLIT_BRAIN);
        assertThat(story.firing()).contains("closet/MASTER_LOST");
        story.says("a", answers(Answer.BAD_CREDENTIALS)).says("b", slaveOf("a")).rounds(10);
        assertThat(story.firing()).contains("closet/MASTER_LOST");
        story.says("a", story.master()).rounds(4);
        assertThat(story.firing()).isEmpty();
    }

    @Test
    void whatComesBackWithinTenMinutesIsTheSameIncidentReopened() {
        Story story = back(lost()).rounds(3);
        assertThat(story.firing()).isEmpty();
        Instant resolved = story.alerts("closet/MASTER_LOST").get(1).getJudgedAt();
        story.silence(Duration.ZERO)
                .rounds((int) (595 - Duration.between(resolved, story.now()).toSeconds()) / 5);
        loseAgain(story).rounds(1).round();
        List<Alert> alerts = story.alerts("closet/MASTER_LOST");
        assertThat(alerts).hasSize(3);
        assertThat(Duration.between(resolved, alerts.get(2).getJudgedAt())).isEqualTo(Duration.ofMinutes(10));
        assertThat(alerts.get(2).getReopened()).isTrue();
        assertThat(alerts.get(2).getStartsAt()).isEqualTo(alerts.get(0).getStartsAt());
    }

    @Test
    void whatComesBackLaterIsAnotherIncident() {
        Story story = back(lost()).rounds(3);
        Instant resolved = story.alerts("closet/MASTER_LOST").get(1).getJudgedAt();
        story.rounds((int) (600 - Duration.between(resolved, story.now()).toSeconds()) / 5);
        loseAgain(story).rounds(1).round();
        Alert alert = story.alerts("closet/MASTER_LOST").get(2);
        assertThat(Duration.between(resolved, alert.getJudgedAt())).isEqualTo(Duration.ofSeconds(605));
        assertThat(alert.getReopened()).isFalse();
        assertThat(alert.getStartsAt()).isEqualTo(alert.getJudgedAt());
    }

    @Test
    void aReopenedOneNeedsTenCleanMinutes() {
        Story story = loseAgain(back(lost()).rounds(5)).rounds(5);
        Instant from = back(story).now();
        story.round().silence(Duration.ofSeconds(5)).round().silence(Duration.ofSeconds(5));
        story.rounds(118);
        assertThat(story.firing()).containsExactly("closet/MASTER_LOST");
        story.rounds(3);
        assertThat(story.firing()).isEmpty();
        Alert resolved = story.alerts("closet/MASTER_LOST").get(3);
        assertThat(Duration.between(from, resolved.getJudgedAt()))
                .as("clean since the second round, when the master was undisputed again")
                .isBetween(Duration.ofSeconds(600), Duration.ofSeconds(610));
    }

    @Test
    void howeverLongItFlapsItIsOneIncident() {
        Story story = lost();
        for (int i = 0; i < 40; i++) {
            loseAgain(back(story).rounds(6)).rounds(6);
        }
        back(story).rounds(130);
        assertThat(story.firing()).isEmpty();
        assertThat(states(story, "closet/MASTER_LOST"))
                .as("fired, resolved, reopened silently, resolved")
                .containsExactly(AlertState.FIRING, AlertState.RESOLVED, AlertState.FIRING, AlertState.RESOLVED);
        assertThat(story.alerts("closet/MASTER_LOST"))
                .extracting(Alert::getStartsAt)
                .containsOnly(story.alerts.get(0).getStartsAt());
    }

    @Test
    void severityThatRisesIsWrittenOnceMore() {
        AlertBook.Turn fired = turn(AlertBook.EMPTY, Severity.WARNING, Story.START);
        assertThat(fired.changed()).hasSize(1);
        assertThat(turn(fired.book(), Severity.WARNING, Story.START.plusSeconds(1))
                        .changed())
                .isEmpty();
        AlertBook.Turn risen = turn(fired.book(), Severity.CRITICAL, Story.START.plusSeconds(2));
        assertThat(risen.changed()).hasSize(1);
        assertThat(risen.changed().get(0).severity()).isEqualTo(Severity.CRITICAL);
        assertThat(risen.changed().get(0).startsAt()).isEqualTo(Story.START);
        assertThat(turn(risen.book(), Severity.WARNING, Story.START.plusSeconds(3))
                        .changed())
                .as("it does not sink again")
                .isEmpty();
    }

    @Test
    void anAcknowledgementSilencesRepeatsAndNoRise() {
        AlertBook book =
                turn(AlertBook.EMPTY, Severity.WARNING, Story.START).book().acknowledged(alert -> true, "ada");
        AlertBook.Turn risen = turn(book, Severity.CRITICAL, Story.START.plusSeconds(2));
        assertThat(risen.changed()).hasSize(1);
        assertThat(risen.changed().get(0).acknowledgedBy()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"closet/HOST_LOST", "closet/HOST_LOST/c", "closet/HOST_LOST/10.0.0.3"})
    void anAcknowledgementMeansAllOfAKindOrOneHost(String key) {
        Story story = Story.settled("a", "b", "c")
                .says("c", answers(Answer.UNREACHABLE))
                .rounds(3);
        story.hears(acknowledges(key)).says("c", slaveOf("a")).rounds(3);
        assertThat(story.alerts("closet/HOST_LOST/c").get(1).getAcknowledgedBy())
                .contains("ada");
    }

    @ParameterizedTest
    @ValueSource(strings = {"closet/MASTER_LOST", "closet/HOST_LOST/b", "attic/HOST_LOST/c", "HOST_LOST", ""})
    void anAcknowledgementOfAnotherAlertMeansNone(String key) {
        Story story = Story.settled("a", "b", "c")
                .says("c", answers(Answer.UNREACHABLE))
                .rounds(3);
        story.hears(acknowledges(key)).says("c", slaveOf("a")).rounds(3);
        assertThat(story.alerts("closet/HOST_LOST/c").get(1).getAcknowledgedBy())
                .isEmpty();
    }

    @Test
    void whatIsReopenedIsStillAcknowledgedAndANewIncidentIsNot() {
        Story story = back(lost().hears(acknowledges("closet/MASTER_LOST"))).rounds(5);
        loseAgain(story).rounds(3);
        assertThat(story.alerts("closet/MASTER_LOST").get(2).getAcknowledgedBy())
                .contains("ada");
        back(story).rounds(250);
        loseAgain(story).rounds(3);
        assertThat(story.alerts("closet/MASTER_LOST").get(4).getAcknowledgedBy())
                .isEmpty();
    }

    @Test
    void aRestartForgetsNoAlert() {
        Story story = lost().restart().rounds(5);
        assertThat(story.alerts("closet/MASTER_LOST")).hasSize(1);
        back(story).rounds(4);
        assertThat(states(story, "closet/MASTER_LOST")).containsExactly(AlertState.FIRING, AlertState.RESOLVED);
    }

    private static AlertBook.Turn turn(AlertBook book, Severity severity, Instant now) {
        PoolFacts facts = PoolFacts.of(PoolView.of(Standing.UNKNOWN, now), Tolerance.DEFAULT, now, "a record");
        Condition condition = new Condition("HOST_LOST", Optional.of("10.0.0.3"), severity, "it is lost");
        return book.turn(facts, Verdict.of(VerdictKind.HOST_LOST, ""), List.of(condition), Optional.empty());
    }

    private static List<AlertState> states(Story story, String key) {
        return story.alerts(key).stream().map(Alert::getState).toList();
    }

    private static Story lost() {
        return loseAgain(Story.settled("a", "b", "c")).rounds(3);
    }

    private static Story loseAgain(Story story) {
        return story.says("a", answers(Answer.UNREACHABLE)).lostBySlaves("a");
    }

    private static Story back(Story story) {
        return story.says("a", story.master()).says("b", slaveOf("a")).says("c", slaveOf("a"));
    }
}
