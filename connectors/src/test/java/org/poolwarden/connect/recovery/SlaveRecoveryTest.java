package org.poolwarden.connect.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.xapi.XapiException.ApiFailure;

/** RECOVER_SLAVES, and with it how every task is followed. */
class SlaveRecoveryTest {

    private static final String GAMMA = "OpaqueRef:0d8b7a96-0000-4000-8000-000000000003";
    private static final String POLL = "task.get_record";

    private final Closet closet = new Closet();
    private final Commands commands = new Commands(closet);
    private RecoveryCommand command;

    @BeforeEach
    void aNewMasterWhoseTaskRuns() {
        command = commands.ready(CommandKind.RECOVER_SLAVES);
        closet.xapi
                .says("beta", "host.get_all_records", Map.of(GAMMA, Map.of("uuid", "uuid-gamma")))
                .says("beta", POLL, Map.of("status", "pending"));
    }

    @Test
    void slavesAreRecoveredByATaskThatIsFollowedToItsEnd() {
        closet.executor.command(command);
        closet.time.passes(Duration.ofSeconds(10));
        assertThat(closet.results()).containsExactly("STARTED");

        closet.xapi.says("beta", POLL, Map.of("status", "success", "result", "<value>" + GAMMA + "</value>"));
        closet.time.passes(Duration.ofSeconds(10));
        assertThat(closet.results()).containsExactly("STARTED", "ACCEPTED");
        assertThat(closet.last().getRecovered()).containsExactly("uuid-gamma");
        assertThat(closet.xapi.count("beta", "session.logout")).isOne();
    }

    @Test
    void aTaskThatFailsIsAFailureWithItsWordsAndWithoutReferences() {
        closet.xapi.says(
                "beta", POLL, Map.of("status", "failure", "error_info", List.of("INTERNAL_ERROR", "OpaqueRef:secret")));
        closet.run(command);

        assertThat(closet.results()).containsExactly("STARTED", "FAILED");
        assertThat(closet.last().getDetail()).contains("INTERNAL_ERROR").doesNotContain("secret");
    }

    @Test
    void aCallThatIsRefusedHasFailed() {
        closet.xapi.fails("beta", "Async.pool.recover_slaves", ApiFailure.of(List.of("RBAC_PERMISSION_DENIED")));
        closet.run(command);

        assertThat(closet.results()).containsExactly("STARTED", "FAILED");
    }

    @Test
    void oneQuestionWithoutAnAnswerDoesNotLoseATask() {
        closet.executor.command(command);
        closet.time.passes(Duration.ofSeconds(3));
        closet.xapi.isSilent("beta", POLL);
        closet.time.passes(Duration.ofSeconds(2));
        closet.xapi.says("beta", POLL, Map.of("status", "success"));
        closet.time.passes(Duration.ofSeconds(10));

        assertThat(closet.results()).containsExactly("STARTED", "ACCEPTED");
    }

    @Test
    void aClockThatIsSetAheadDoesNotEndTheWait() {
        closet.executor.command(command);
        closet.time.passes(Duration.ofSeconds(5));
        closet.time.isSet(Duration.ofHours(1));
        closet.time.passes(Duration.ofSeconds(5));
        closet.xapi.says("beta", POLL, Map.of("status", "success"));
        closet.time.passes(Duration.ofSeconds(5));

        assertThat(closet.results()).containsExactly("STARTED", "ACCEPTED");
    }

    @Test
    void twoQuestionsWithoutAnAnswerLoseATask() {
        closet.executor.command(command);
        closet.time.passes(Duration.ofSeconds(3));
        closet.xapi.isSilent("beta", POLL);
        closet.time.passes(Duration.ofSeconds(10));

        assertThat(closet.results()).containsExactly("STARTED", "UNKNOWN");
        assertThat(closet.last().getDetail()).startsWith("its task was lost");
    }

    /** Tasks do not survive a restart of the master. */
    @Test
    void aMasterThatDoesNotKnowTheTaskHasLostIt() {
        closet.xapi.fails("beta", POLL, ApiFailure.of(List.of("SESSION_INVALID", "OpaqueRef:x")));
        closet.run(command);

        assertThat(closet.results()).containsExactly("STARTED", "UNKNOWN");
        assertThat(closet.xapi.count("beta", POLL)).isOne();
    }

    @Test
    void nobodyExpectedIsSkippedAndSaysSo() {
        closet.run(commands.of(CommandKind.RECOVER_SLAVES, c -> c.setExpected(List.of())));

        assertThat(closet.last().getDetail()).startsWith("skipped");
        assertThat(commands.acts(CommandKind.RECOVER_SLAVES)).isZero();
    }

    @Test
    void aHostThatDoesNotAnswerAsMasterIsRefused() {
        closet.xapi.isSlave("beta", "10.0.0.1");
        closet.run(command);

        assertThat(closet.results()).containsExactly("STARTED", "REFUSED");
        assertThat(closet.last().getDetail()).contains("beta does not answer as master");
    }
}
