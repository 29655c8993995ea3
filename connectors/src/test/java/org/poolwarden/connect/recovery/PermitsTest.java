package org.poolwarden.connect.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.MaintenanceWindow;
import org.poolwarden.schema.Mode;
import org.poolwarden.schema.OutcomeResult;
import org.poolwarden.schema.PoolPolicy;
import org.poolwarden.schema.Proof;
import org.poolwarden.schema.RecoveryCommand;

/** What the records forbid. */
class PermitsTest {

    private final Closet closet = new Closet();
    private final Commands commands = new Commands(closet);
    private final Permits permits = new Permits(Closet.pools());

    @Test
    void theDefaultModeIsAdviseAndNeedsAnApproval() {
        assertThat(why(commands.of(CommandKind.PROMOTE))).contains("ADVISE");
        assertThat(why(commands.of(CommandKind.PROMOTE, c -> c.setApproval("a-1"))))
                .isEmpty();
    }

    @Test
    void autoNeedsNoApprovalAndObserveTakesNone() {
        permits.learn(Closet.policy(Mode.AUTO));
        assertThat(why(commands.of(CommandKind.PROMOTE))).isEmpty();

        permits.learn(Closet.policy(Mode.OBSERVE));
        assertThat(why(commands.of(CommandKind.PROMOTE, c -> c.setApproval("a-1"))))
                .contains("OBSERVE");
    }

    @Test
    void aPauseForbids() {
        learn(policy -> policy.setPaused(true));
        assertThat(why(commands.of(CommandKind.PROMOTE))).contains("paused");
    }

    @Test
    void maintenanceOfThePoolForbidsUntilItIsOver() {
        learn(policy -> policy.setMaintenanceUntil(closet.time.now().plusSeconds(60)));
        assertThat(why(commands.of(CommandKind.PROMOTE))).contains("maintenance");

        learn(policy -> policy.setMaintenanceUntil(closet.time.now()));
        assertThat(why(commands.of(CommandKind.PROMOTE))).isEmpty();
    }

    /** Beta is to be promoted in the place of alpha; a person may name either by any of its names. */
    @ParameterizedTest
    @CsvSource({
        "10.0.0.2,  60, true",
        "beta,      60, true",
        "uuid-beta, 60, true",
        "10.0.0.1,  60, true",
        "alpha,     60, true",
        "gamma,     60, false",
        "beta,       0, false",
    })
    void maintenanceOfAHostForbidsWhatIsAboutItOrReplacesIt(String host, int seconds, boolean forbids) {
        learn(policy -> policy.setMaintenance(
                List.of(new MaintenanceWindow(host, closet.time.now().plusSeconds(seconds)))));

        String why = why(commands.of(CommandKind.PROMOTE));

        assertThat(why.isEmpty()).isEqualTo(!forbids);
        assertThat(why.startsWith(host + " is in maintenance until ")).isEqualTo(forbids);
    }

    @Test
    void anOlderEpochForbidsAndAFindingFromBeforeDoesNotTakeItBack() {
        permits.learn(Closet.policy(Mode.AUTO));
        permits.learn(closet.finding(8));
        permits.learn(closet.finding(7));

        assertThat(why(commands.of(CommandKind.PROMOTE))).contains("epoch 8").contains("of 7");
        assertThat(why(commands.of(CommandKind.PROMOTE, c -> c.setEpoch(8)))).isEmpty();
    }

    @Test
    void aCommandExpiresAfterItsLastInstantAndNotInTheMiddleOfItsAct() {
        permits.learn(Closet.policy(Mode.AUTO));
        RecoveryCommand command = commands.of(CommandKind.START_VMS);

        assertThat(permits.against(command, command.getNotAfter())).isEmpty();
        assertThat(permits.against(command, command.getNotAfter().plusMillis(1)))
                .hasValueSatisfying(refusal -> assertThat(refusal.result()).isEqualTo(OutcomeResult.EXPIRED));
        assertThat(permits.againstGoingOn(command, command.getNotAfter().plusMillis(1)))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"ADVISE", "AUTO"})
    void failingBackNeedsAPersonInEveryMode(Mode mode) {
        permits.learn(Closet.policy(mode));

        assertThat(why(commands.of(CommandKind.DESIGNATE, c -> c.setApproval(null))))
                .contains("nobody approved it");
        assertThat(why(commands.of(CommandKind.DESIGNATE))).isEmpty();
    }

    @Test
    void powerIsTakenOnlyByAPolicyThatSaysSoOrByAPerson() {
        learn(policy -> policy.setAutoFence(false));

        assertThat(why(commands.of(CommandKind.FENCE))).contains("auto-fence");
        assertThat(why(commands.of(CommandKind.FENCE, c -> c.setApproval("a-1"))))
                .isEmpty();
    }

    @Test
    void aProofByPolicyHoldsAsLongAsThePolicySaysSo() {
        RecoveryCommand command = commands.of(CommandKind.PROMOTE, c -> c.setProof(Proof.POLICY));
        learn(policy -> policy.setPromoteWithoutFence(true));
        assertThat(why(command)).isEmpty();

        learn(policy -> policy.setPromoteWithoutFence(false));
        assertThat(why(command)).contains("promote-without-fence is off");
    }

    private void learn(UnaryOperator<PoolPolicy.Builder> change) {
        permits.learn(
                change.apply(PoolPolicy.newBuilder(Closet.policy(Mode.AUTO))).build());
    }

    /** Empty text when nothing forbids it. */
    private String why(RecoveryCommand command) {
        return permits.against(command, closet.time.now())
                .map(Refusal::getMessage)
                .orElse("");
    }
}
