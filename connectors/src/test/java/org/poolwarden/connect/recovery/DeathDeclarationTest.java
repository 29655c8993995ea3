package org.poolwarden.connect.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.Proof;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.xapi.XapiException;
import org.poolwarden.xapi.redfish.PowerState;

/** DECLARE_DEAD, and with it strict proof. */
class DeathDeclarationTest {

    private final Closet closet = new Closet();
    private final Commands commands = new Commands(closet);

    /** Alpha is off; beta is master and lists it. */
    @BeforeEach
    void aDeadHost() {
        commands.ready(CommandKind.DECLARE_DEAD);
    }

    @Test
    void theMasterIsToldTheReferenceOfTheHost() {
        closet.run(declare(c -> c));

        assertThat(closet.results()).containsExactly("STARTED", "ACCEPTED");
        assertThat(closet.xapi.sent("beta", "Async.host.declare_dead"))
                .singleElement()
                .satisfies(call -> assertThat(call.params()).containsExactly("OpaqueRef:pool-beta", "OpaqueRef:alpha"));
        assertThat(closet.xapi.count("beta", "session.logout")).isOne();
    }

    /** A dead host accepts no TCP: finding that out takes one deadline, and no more. */
    @Test
    void theChecksEndWithinTheirDeadlines() {
        closet.executor.command(declare(c -> c));
        closet.time.passes(Duration.ofMillis(2001));

        assertThat(commands.acts(CommandKind.DECLARE_DEAD)).isOne();
    }

    @ParameterizedTest
    @EnumSource(
            value = PowerState.class,
            names = {"ON", "UNKNOWN"})
    void powerThatIsNotOffIsNoProof(PowerState power) {
        closet.power = power;
        refusedBecause("the BMC of alpha says " + power, c -> c);
    }

    @Test
    void offThatNoBmcHereCanSayIsNoProof() {
        closet.xapi.says(
                "beta",
                "host.get_all_records",
                Map.of("OpaqueRef:delta", Map.of("uuid", "uuid-delta", "address", "10.0.0.4")));
        refusedBecause("delta has no BMC here", c -> c.setHost("10.0.0.4").setHostUuid("uuid-delta"));
    }

    @Test
    void anySignOfLifeVoidsOff() {
        closet.xapi.hangs("alpha");
        refusedBecause("alpha shows a sign of life: SILENT", c -> c);
    }

    @Test
    void aPersonsWordStandsWhileNothingLives() {
        closet.power = PowerState.UNKNOWN;
        closet.run(declare(c -> c.setProof(Proof.APPROVAL).setApproval("a-1")));

        assertThat(closet.results()).containsExactly("STARTED", "ACCEPTED");
    }

    @Test
    void anySignOfLifeVoidsAPersonsWord() {
        closet.xapi.isSlave("alpha", "10.0.0.2");
        refusedBecause("alpha shows a sign of life: SLAVE", c -> c.setProof(Proof.APPROVAL)
                .setApproval("a-1"));
    }

    /** A dead kernel refuses nothing, and a dom0 without its toolstack still runs its VMs. */
    @Test
    void aRefusedConnectionIsASignOfLife() {
        closet.xapi.fails("alpha", "session.login_with_password", new XapiException.ConnectionRefused("refused", null));
        refusedBecause("alpha shows a sign of life: REFUSED", c -> c.setProof(Proof.APPROVAL)
                .setApproval("a-1"));
    }

    @Test
    void powerThatIsOnVoidsAPersonsWord() {
        closet.power = PowerState.ON;
        refusedBecause(
                "the BMC of alpha says ON", c -> c.setProof(Proof.APPROVAL).setApproval("a-1"));
    }

    /** A word that was given with another command proves as much: the mode alone allows this one. */
    @Test
    void aPersonsWordNeedNotBeTheApprovalOfThisCommand() {
        closet.run(declare(c -> c.setProof(Proof.APPROVAL)));

        assertThat(closet.results()).containsExactly("STARTED", "ACCEPTED");
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.INCLUDE,
            names = {"NONE", "IS_SLAVE"})
    void nothingElseIsStrictProof(Proof proof) {
        refusedBecause("needs OFF or a person's word, the proof is " + proof, c -> c.setProof(proof));
    }

    @Test
    void noPolicyStandsInForStrictProof() {
        closet.executor.policy(
                org.poolwarden.schema.PoolPolicy.newBuilder(Closet.policy(org.poolwarden.schema.Mode.AUTO))
                        .setPromoteWithoutFence(true)
                        .build());
        refusedBecause("needs OFF or a person's word, the proof is POLICY", c -> c.setProof(Proof.POLICY));
    }

    @Test
    void aMasterThatDoesNotAnswerAsOneIsNotTold() {
        closet.xapi.isSlave("beta", "10.0.0.3");
        refusedBecause("beta does not answer as master", c -> c);
    }

    /** What was proven of one host must not be done to another. */
    @Test
    void aHostThatTheMasterListsAtAnotherAddressIsRefused() {
        refusedBecause("the master lists no host uuid-gamma at 10.0.0.1", c -> c.setHostUuid("uuid-gamma"));
    }

    @Test
    void aHostWithoutAUuidIsRefused() {
        refusedBecause("names no uuid", c -> c.setHostUuid(null));
    }

    @Test
    void aMasterThatHoldsItForLiveSaysNo() {
        closet.xapi.says(
                "beta",
                "task.get_record",
                Map.of("status", "failure", "error_info", List.of("HOST_IS_LIVE", "OpaqueRef:alpha")));
        closet.run(declare(c -> c));

        assertThat(closet.results()).containsExactly("STARTED", "FAILED");
        assertThat(closet.last().getDetail()).contains("HOST_IS_LIVE");
    }

    private void refusedBecause(String why, UnaryOperator<RecoveryCommand.Builder> change) {
        closet.run(declare(change));

        assertThat(closet.results()).containsExactly("STARTED", "REFUSED");
        assertThat(closet.last().getDetail()).contains(why);
        assertThat(commands.acts(CommandKind.DECLARE_DEAD)).isZero();
    }

    private RecoveryCommand declare(UnaryOperator<RecoveryCommand.Builder> change) {
        return commands.of(CommandKind.DECLARE_DEAD, change);
    }
}
