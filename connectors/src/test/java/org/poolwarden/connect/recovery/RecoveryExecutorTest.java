package org.poolwarden.connect.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.OutcomeResult;
import org.poolwarden.schema.PoolPolicy;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.schema.RecoveryOutcome;

/** What holds for every command, whatever it does. */
class RecoveryExecutorTest {

    private static final Duration LONG = Duration.ofMinutes(7);

    private final Closet closet = new Closet();
    private final Commands commands = new Commands(closet);

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "UNSPECIFIED")
    void aCommandWhoseConditionsHoldIsSentOnce(CommandKind kind) {
        closet.run(commands.ready(kind));

        assertThat(closet.results()).containsExactly("STARTED", "ACCEPTED");
        assertThat(commands.acts(kind)).isOne();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "UNSPECIFIED")
    void itIsStartedInTheJournalBeforeAnythingIsAsked(CommandKind kind) {
        RecoveryCommand command = commands.ready(kind);
        closet.journalIsStuck = true;
        closet.run(command);

        assertThat(closet.results()).containsExactly("STARTED");
        assertThat(closet.xapi.count("beta", "session.login_with_password")).isZero();
        assertThat(closet.xapi.count("alpha", "session.login_with_password")).isZero();
        assertThat(commands.acts(kind)).isZero();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "UNSPECIFIED")
    void aDryRunChecksEverythingAndDoesNothing(CommandKind kind) {
        closet.executor(true).policy(Closet.policy(org.poolwarden.schema.Mode.AUTO));
        closet.run(commands.ready(kind));

        assertThat(closet.results()).containsExactly("STARTED", "DRY_RUN");
        assertThat(closet.last().getDetail()).startsWith("every check passed; would ");
        assertThat(commands.acts(kind)).isZero();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "UNSPECIFIED")
    void anActWhoseEndIsNotSeenIsUnknownAndNotRepeated(CommandKind kind) {
        RecoveryCommand command = commands.ready(kind);
        commands.staysOpen(kind);
        closet.executor.command(command);
        closet.time.passes(LONG);

        assertThat(closet.results()).containsExactly("STARTED", "UNKNOWN");
        assertThat(commands.acts(kind)).isOne();
    }

    /** The memory of an executor is the topic of outcomes. */
    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "UNSPECIFIED")
    void whatWasCutOffBetweenStartAndEndIsUnknownAndNotRepeated(CommandKind kind) {
        RecoveryCommand command = commands.ready(kind);
        commands.staysOpen(kind);
        closet.executor.command(command);
        closet.time.passes(Duration.ofSeconds(8));
        assertThat(commands.acts(kind)).isOne();
        closet.executor.stop();

        RecoveryExecutor next = closet.executor(false);
        next.policy(Closet.policy(org.poolwarden.schema.Mode.AUTO));
        List.copyOf(closet.journal).forEach(next::recall);
        next.settle();
        next.command(command);
        closet.time.passes(LONG);

        assertThat(closet.results()).containsExactly("STARTED", "UNKNOWN");
        assertThat(closet.last().getDetail()).contains("executor that went away");
        assertThat(closet.last().getHost()).isEqualTo(command.getHost());
        assertThat(commands.acts(kind)).isOne();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "UNSPECIFIED")
    void aPauseWhileTheWorldIsAskedStillStopsTheAct(CommandKind kind) {
        RecoveryCommand command = commands.ready(kind);
        closet.executor.command(command);
        closet.executor.policy(paused());
        closet.time.passes(LONG);

        assertThat(closet.results()).containsExactly("STARTED", "REFUSED");
        assertThat(closet.last().getDetail()).contains("paused");
        assertThat(commands.acts(kind)).isZero();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "UNSPECIFIED")
    void aStoppedExecutorDoesAndWritesNothingMore(CommandKind kind) {
        closet.executor.command(commands.ready(kind));
        closet.executor.stop();
        closet.time.passes(LONG);

        assertThat(closet.results()).containsExactly("STARTED");
        assertThat(commands.acts(kind)).isZero();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "UNSPECIFIED")
    void noOutcomeHoldsASecret(CommandKind kind) {
        closet.run(commands.ready(kind));

        assertThat(closet.journal.toString()).doesNotContain("hunter2", "OpaqueRef:");
    }

    @Test
    void theSameIdTwiceIsCarriedOutOnce() {
        RecoveryCommand command = commands.ready(CommandKind.PROMOTE);
        closet.run(command);
        closet.run(command);

        assertThat(closet.results()).containsExactly("STARTED", "ACCEPTED");
        assertThat(commands.acts(CommandKind.PROMOTE)).isOne();
    }

    @ParameterizedTest
    @EnumSource(
            value = OutcomeResult.class,
            names = {"ACCEPTED", "FAILED", "REFUSED", "EXPIRED", "UNKNOWN", "DRY_RUN", "SUCCEEDED"})
    void aCommandThatAnEarlierExecutorEndedIsOver(OutcomeResult result) {
        RecoveryCommand command = commands.ready(CommandKind.PROMOTE);
        closet.executor.recall(outcome(command, OutcomeResult.STARTED));
        closet.executor.recall(outcome(command, result));
        closet.executor.settle();
        closet.run(command);

        assertThat(closet.journal).isEmpty();
        assertThat(commands.acts(CommandKind.PROMOTE)).isZero();
    }

    /** Its offset may have been committed: nobody brings that command again. */
    @Test
    void whatWasCutOffIsUnknownEvenWhenItsCommandDoesNotComeAgain() {
        closet.executor.recall(outcome(commands.ready(CommandKind.PROMOTE), OutcomeResult.STARTED));
        closet.executor.settle();

        assertThat(closet.results()).containsExactly("UNKNOWN");
    }

    @Test
    void whatAnExecutorOfOtherPoolsHasStartedIsNotOurs() {
        RecoveryCommand elsewhere = commands.of(CommandKind.PROMOTE, c -> c.setPool("cellar"));
        closet.executor.recall(outcome(elsewhere, OutcomeResult.STARTED));
        closet.executor.settle();

        assertThat(closet.journal).isEmpty();
    }

    @Test
    void aHostThatIsNotConfiguredIsRefusedByName() {
        closet.run(commands.of(CommandKind.PROMOTE, c -> c.setHost("10.9.9.9")));

        assertThat(closet.results()).containsExactly("REFUSED");
        assertThat(closet.last().getDetail()).contains("10.9.9.9");
    }

    @Test
    void aMasterThatIsNotConfiguredOrNotNamedIsRefused() {
        closet.run(commands.of(CommandKind.REPOINT, c -> c.setMaster("10.9.9.9")));
        assertThat(closet.last().getDetail()).contains("10.9.9.9");

        closet.run(commands.of(CommandKind.REPOINT, c -> c.setId("2").setMaster(null)));
        assertThat(closet.last().getDetail()).contains("names no master");

        closet.run(commands.of(CommandKind.REPOINT, c -> c.setId("3").setMaster("10.0.0.3")));
        assertThat(closet.last().getDetail()).contains("gamma as its own master");
        assertThat(closet.results()).containsExactly("STARTED", "REFUSED", "STARTED", "REFUSED", "STARTED", "REFUSED");
    }

    private static PoolPolicy paused() {
        return PoolPolicy.newBuilder(Closet.policy(org.poolwarden.schema.Mode.AUTO))
                .setPaused(true)
                .build();
    }

    private RecoveryOutcome outcome(RecoveryCommand command, OutcomeResult result) {
        return RecoveryOutcome.newBuilder()
                .setCommandId(command.getId())
                .setPool(command.getPool())
                .setKind(command.getKind())
                .setHost(command.getHost())
                .setResult(result)
                .setDetail("")
                .setRecovered(List.of())
                .setAt(closet.time.now())
                .build();
    }
}
