package org.poolwarden.connect.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.RecoveryCommand;

class HandoverTest {

    private final Closet closet = new Closet();
    private final Commands commands = new Commands(closet);

    /** Beta is master, and alpha is its slave again. */
    @BeforeEach
    void aPoolThatIsWholeAgain() {
        commands.ready(CommandKind.DESIGNATE);
    }

    @Test
    void theMasterIsToldTheReferenceOfTheOneThatFollows() {
        closet.run(designate(c -> c));

        assertThat(closet.results()).containsExactly("STARTED", "ACCEPTED");
        assertThat(closet.xapi.sent("beta", "Async.pool.designate_new_master"))
                .singleElement()
                .satisfies(call -> assertThat(call.params()).containsExactly("OpaqueRef:pool-beta", "OpaqueRef:alpha"));
    }

    /** Every member takes part: minutes are not unusual. */
    @Test
    void itMayTakeLong() {
        closet.xapi.says("beta", "task.get_record", Map.of("status", "pending"));
        closet.executor.command(designate(c -> c));
        closet.time.passes(Duration.ofMinutes(4));
        closet.xapi.says("beta", "task.get_record", Map.of("status", "success"));
        closet.time.passes(Duration.ofSeconds(5));

        assertThat(closet.results()).containsExactly("STARTED", "ACCEPTED");
        assertThat(commands.acts(CommandKind.DESIGNATE)).isOne();
    }

    @Test
    void withoutAnApprovalItDoesNotBegin() {
        closet.run(designate(c -> c.setApproval(null)));

        assertThat(closet.results()).containsExactly("REFUSED");
        assertThat(commands.acts(CommandKind.DESIGNATE)).isZero();
    }

    @Test
    void aHostThatFollowsSomebodyElseIsRefused() {
        closet.xapi.isSlave("alpha", "10.0.0.3");
        refusedBecause("alpha does not answer as slave of beta: SLAVE of 10.0.0.3");
    }

    @Test
    void aHostThatDoesNotAnswerIsRefused() {
        closet.xapi.isDead("alpha");
        refusedBecause("alpha does not answer as slave of beta: UNREACHABLE");
    }

    @Test
    void aMasterThatIsNoneAnyMoreIsRefused() {
        closet.xapi.isSlave("beta", "10.0.0.3");
        refusedBecause("beta does not answer as master");
    }

    @Test
    void aHandoverThatHasHappenedIsDone() {
        closet.xapi.isMaster("alpha").isSlave("beta", "10.0.0.1");
        closet.run(designate(c -> c));

        assertThat(closet.results()).containsExactly("STARTED", "ACCEPTED");
        assertThat(closet.last().getDetail()).contains("alpha is master already");
        assertThat(commands.acts(CommandKind.DESIGNATE)).isZero();
    }

    @Test
    void twoMastersAreNoHandover() {
        closet.xapi.isMaster("alpha");
        refusedBecause("alpha answers as master, and beta answers MASTER");
    }

    @Test
    void aMemberThatIsAwayIsTheMastersWord() {
        closet.xapi.says(
                "beta",
                "task.get_record",
                Map.of("status", "failure", "error_info", List.of("HOST_OFFLINE", "OpaqueRef:gamma")));
        closet.run(designate(c -> c));

        assertThat(closet.results()).containsExactly("STARTED", "FAILED");
        assertThat(closet.last().getDetail()).contains("HOST_OFFLINE");
    }

    private void refusedBecause(String why) {
        closet.run(designate(c -> c));

        assertThat(closet.results()).containsExactly("STARTED", "REFUSED");
        assertThat(closet.last().getDetail()).contains(why);
        assertThat(commands.acts(CommandKind.DESIGNATE)).isZero();
    }

    private RecoveryCommand designate(UnaryOperator<RecoveryCommand.Builder> change) {
        return commands.of(CommandKind.DESIGNATE, change);
    }
}
