package org.poolwarden.connect.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.Mode;
import org.poolwarden.schema.OutcomeResult;
import org.poolwarden.schema.PoolPolicy;
import org.poolwarden.schema.RecoveryCommand;

/** One command of a pool at a time, so many in a minute over all pools, and none too late. */
class ExecutorLimitsTest {

    private static final Duration SOON = Duration.ofSeconds(5);

    private final Closet closet = new Closet();
    private final Commands commands = new Commands(closet);
    private RecoveryCommand first;
    private RecoveryCommand second;

    /** The first is in flight for five minutes, unless its task ends. */
    @BeforeEach
    void twoCommandsForOnePool() {
        first = commands.ready(CommandKind.RECOVER_SLAVES);
        commands.staysOpen(CommandKind.RECOVER_SLAVES);
        second = commands.of(CommandKind.DECLARE_DEAD);
        closet.xapi.says("beta", "Async.host.declare_dead", Commands.TASK);
    }

    @Test
    void theSecondCommandOfAPoolWaitsForTheEndOfTheFirst() {
        closet.executor.command(first);
        CompletionStage<Void> taken = closet.executor.command(second);
        closet.time.passes(Duration.ofSeconds(30));
        assertThat(closet.results()).containsExactly("STARTED");
        assertThat(taken).as("it must be read again after a crash").isNotDone();

        closet.xapi.says("beta", "task.get_record", Map.of("status", "success"));
        closet.time.passes(Duration.ofSeconds(10));
        assertThat(closet.results()).containsExactly("STARTED", "ACCEPTED", "STARTED", "ACCEPTED");
        assertThat(taken).isCompleted();
    }

    @Test
    void whatWaitsTooLongExpiresAndIsNeverRunLate() {
        closet.executor.command(first);
        CompletionStage<Void> taken = closet.executor.command(second);
        closet.time.passes(Duration.ofSeconds(59));
        assertThat(closet.results()).containsExactly("STARTED");

        closet.time.passes(Duration.ofMinutes(6));
        assertThat(closet.results()).containsExactly("STARTED", "EXPIRED", "UNKNOWN");
        assertThat(closet.journal.get(1).getCommandId()).isEqualTo(second.getId());
        assertThat(taken).isCompleted();
        assertThat(commands.acts(CommandKind.DECLARE_DEAD)).isZero();
    }

    @Test
    void thePermitsAreLookedAtAgainWhenItIsItsTurn() {
        closet.executor.command(first);
        closet.executor.command(second);
        closet.time.passes(SOON);
        closet.executor.policy(
                PoolPolicy.newBuilder(Closet.policy(Mode.AUTO)).setPaused(true).build());
        closet.xapi.says("beta", "task.get_record", Map.of("status", "success"));
        closet.time.passes(SOON);

        assertThat(closet.results()).containsExactly("STARTED", "ACCEPTED", "REFUSED");
    }

    @Test
    void theSameCommandReadAgainWhileItWaitsWaitsOnce() {
        closet.executor.command(first);
        CompletionStage<Void> taken = closet.executor.command(second);

        assertThat(closet.executor.command(second)).isSameAs(taken);
        closet.time.passes(Duration.ofMinutes(6));
        assertThat(closet.results()).containsExactly("STARTED", "EXPIRED", "UNKNOWN");
    }

    @Test
    void theMinuteIsSharedByAllPools() {
        closet.executor(1).policy(Closet.policy(Mode.AUTO));
        closet.executor.policy(
                PoolPolicy.newBuilder(Closet.policy(Mode.AUTO)).setPool("attic").build());
        closet.executor.command(first);
        closet.time.passes(Duration.ofSeconds(10));
        closet.executor.command(elsewhere());
        closet.time.passes(Duration.ofSeconds(49));
        assertThat(closet.results()).containsExactly("STARTED");

        closet.time.passes(SOON);
        assertThat(closet.results()).containsExactly("STARTED", "STARTED", "REFUSED");
        assertThat(closet.last().getPool()).isEqualTo("attic");
    }

    /** A command that is refused at once begins nothing. */
    @Test
    void aRefusalCostsNothingOfTheMinute() {
        closet.executor(1).policy(Closet.policy(Mode.AUTO));
        closet.executor.command(elsewhere());
        closet.executor.command(first);
        closet.time.passes(SOON);

        assertThat(closet.results()).containsExactly("REFUSED", "STARTED");
    }

    @Test
    void whatTheExecutorBeforeHasBegunCountsInTheMinute() {
        closet.executor.command(first);
        closet.time.passes(SOON);
        closet.executor.stop();
        closet.executor(1).policy(Closet.policy(Mode.AUTO));
        closet.journal.forEach(closet.executor::recall);
        closet.executor.settle();
        closet.xapi.says("beta", "task.get_record", Map.of("status", "success"));
        closet.executor.command(commands.of(CommandKind.DECLARE_DEAD));
        closet.time.passes(Duration.ofSeconds(54));
        assertThat(closet.results()).containsExactly("STARTED", "UNKNOWN");

        closet.time.passes(SOON);
        assertThat(closet.last().getResult()).isEqualTo(OutcomeResult.ACCEPTED);
    }

    /** The attic's one host is dead: it is refused as soon as it is asked. */
    private RecoveryCommand elsewhere() {
        return commands.of(CommandKind.PROMOTE, c -> c.setId("attic/7/PROMOTE/10.0.1.1")
                .setPool("attic")
                .setHost("10.0.1.1")
                .setOldMaster(null));
    }
}
