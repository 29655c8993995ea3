package org.poolwarden.connect.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.xapi.XapiException;
import org.poolwarden.xapi.XapiException.ApiFailure;
import org.poolwarden.xapi.redfish.PowerState;

class FencingTest {

    private static final String LOGIN = "session.login_with_password";

    private final Closet closet = new Closet();
    private final Commands commands = new Commands(closet);
    private RecoveryCommand command;

    @BeforeEach
    void aHungMasterWithABmc() {
        command = commands.ready(CommandKind.FENCE);
    }

    @Test
    void aHungMasterIsPoweredOffAndOffIsReadBack() {
        closet.run(command);

        assertThat(closet.results()).containsExactly("STARTED", "ACCEPTED");
        assertThat(closet.last().getDetail()).isEqualTo("the BMC of alpha says OFF");
        assertThat(closet.power).isEqualTo(PowerState.OFF);
    }

    @Test
    void aDeadMasterWhosePowerIsOnIsPoweredOffToo() {
        closet.xapi.isDead("alpha");
        closet.run(command);

        assertThat(closet.results()).containsExactly("STARTED", "ACCEPTED");
        assertThat(closet.orders).isOne();
    }

    @Test
    void theOrderIsSentOnceHoweverLongOffTakes() {
        closet.powerSwitch = (bmc, deadline) -> {
            closet.time.after(Duration.ofSeconds(20), () -> closet.power = PowerState.OFF);
            return CompletableFuture.completedFuture(null);
        };
        closet.executor.command(command);
        closet.time.passes(Duration.ofSeconds(20));
        assertThat(closet.results()).containsExactly("STARTED");

        closet.time.passes(Duration.ofSeconds(5));
        assertThat(closet.results()).containsExactly("STARTED", "ACCEPTED");
        assertThat(closet.orders).isOne();
    }

    @Test
    void aHostThatIsOffAlreadyIsDone() {
        closet.power = PowerState.OFF;
        closet.run(command);

        assertThat(closet.results()).containsExactly("STARTED", "ACCEPTED");
        assertThat(closet.last().getDetail()).contains("off already");
        assertThat(closet.orders).isZero();
    }

    @Test
    void aHostThatAnswersAgainIsNotFenced() {
        closet.xapi.isMaster("alpha");
        refusedBecause("alpha answers again: MASTER");

        closet.xapi.isSlave("alpha", "10.0.0.2");
        refusedBecause("alpha answers again: SLAVE");

        closet.xapi.fails("alpha", LOGIN, ApiFailure.of(List.of("HOST_STILL_BOOTING")));
        refusedBecause("alpha answers again: EMERGENCY");

        closet.xapi.fails("alpha", LOGIN, new XapiException.ClosedByPeer("closed", null));
        refusedBecause("alpha answers again: TOOLSTACK_CLOSED");
    }

    private void refusedBecause(String why) {
        closet.run(commands.of(CommandKind.FENCE, c -> c.setId(why)));
        assertThat(closet.last().getDetail()).isEqualTo(why);
        assertThat(closet.results()).endsWith("STARTED", "REFUSED");
        assertThat(closet.orders).isZero();
    }

    @Test
    void aHostWithoutABmcIsRefused() {
        closet.run(commands.of(CommandKind.FENCE, c -> c.setHost("10.0.0.4").setHostName("delta")));

        assertThat(closet.results()).containsExactly("STARTED", "REFUSED");
        assertThat(closet.last().getDetail()).contains("delta has no BMC here");
    }

    @Test
    void aBmcThatDoesNotObeyHasFailed() {
        closet.powerSwitch = (bmc, deadline) -> CompletableFuture.completedFuture(null);
        closet.run(command);

        assertThat(closet.results()).containsExactly("STARTED", "FAILED");
        assertThat(closet.last().getDetail()).isEqualTo("the order was taken, and the BMC of alpha says ON");
        assertThat(closet.orders).isOne();
    }

    @Test
    void aBmcThatTakesTheOrderAndFallsSilentIsUnknown() {
        closet.powerSwitch = (bmc, deadline) -> {
            closet.power = PowerState.UNKNOWN;
            return CompletableFuture.completedFuture(null);
        };
        closet.run(command);

        assertThat(closet.results()).containsExactly("STARTED", "UNKNOWN");
    }

    /** Whether the order arrived shows in the power: it is asked for, and the order not repeated. */
    @Test
    void anOrderWhoseAnswerIsLostIsSettledByThePower() {
        closet.powerSwitch = (bmc, deadline) -> {
            closet.time.after(Duration.ofSeconds(1), () -> closet.power = PowerState.OFF);
            return closet.silence(deadline);
        };
        closet.run(command);

        assertThat(closet.results()).containsExactly("STARTED", "ACCEPTED");
        assertThat(closet.orders).isOne();
    }

    @Test
    void aBmcThatIsNotThereOrSaysNoHasFailedAtOnce() {
        closet.powerSwitch =
                (bmc, deadline) -> CompletableFuture.failedFuture(new XapiException.ConnectTimedOut("no TCP", null));
        closet.executor.command(command);
        closet.time.passes(Duration.ofSeconds(5));
        assertThat(closet.results()).containsExactly("STARTED", "FAILED");
        assertThat(closet.last().getDetail()).isEqualTo("no connection: CONNECT_TIMED_OUT");

        closet.powerSwitch = (bmc, deadline) -> CompletableFuture.failedFuture(ApiFailure.of(List.of("HTTP 403")));
        closet.executor.command(commands.of(CommandKind.FENCE, c -> c.setId("again")));
        closet.time.passes(Duration.ofSeconds(5));
        assertThat(closet.results()).endsWith("STARTED", "FAILED");
        assertThat(closet.last().getDetail()).isEqualTo("the host said HTTP 403");
    }
}
