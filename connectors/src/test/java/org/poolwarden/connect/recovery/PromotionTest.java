package org.poolwarden.connect.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.Proof;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.xapi.XapiException.ApiFailure;
import org.poolwarden.xapi.redfish.PowerState;

class PromotionTest {

    private final Closet closet = new Closet();
    private final Commands commands = new Commands(closet);

    /** Alpha was master and is dead; beta is its slave and would take the call. */
    @BeforeEach
    void aPoolThatLostItsMaster() {
        commands.ready(CommandKind.PROMOTE);
    }

    @Test
    void anOldMasterThatAnswersStopsThePromotion() {
        closet.xapi.isMaster("alpha");
        refusedBecause("alpha shows a sign of life: MASTER", c -> c);
    }

    @Test
    void anOldMasterThatIsSilentOnAnOpenPortIsAlive() {
        closet.xapi.hangs("alpha");
        refusedBecause("alpha shows a sign of life: SILENT", c -> c);
    }

    @Test
    void aBmcThatNoLongerSaysOffStopsThePromotion() {
        closet.power = PowerState.UNKNOWN;
        refusedBecause("the BMC of alpha says UNKNOWN", c -> c);
    }

    @Test
    void aCommandWithoutProofIsRefused() {
        refusedBecause("no proof that alpha cannot act", c -> c.setProof(Proof.NONE));
    }

    @Test
    void offThatNoBmcHereCanSayIsNoProof() {
        refusedBecause("delta has no BMC here", c -> c.setOldMaster("10.0.0.4"));
    }

    @Test
    void anOldMasterThatIsNotConfiguredIsRefused() {
        refusedBecause("10.9.9.9 is not configured", c -> c.setOldMaster("10.9.9.9"));
    }

    @Test
    void anOldMasterThatShouldBeASlaveMustSaySoAgain() {
        refusedBecause("alpha does not answer as slave any more", c -> c.setProof(Proof.IS_SLAVE));

        closet.xapi.isSlave("alpha", "10.0.0.3");
        closet.run(promote(c -> c.setId("again").setProof(Proof.IS_SLAVE)));
        assertThat(closet.results()).endsWith("STARTED", "ACCEPTED");
    }

    /** The emergency call would restart a working master. */
    @Test
    void aCandidateThatIsMasterAlreadyIsDone() {
        closet.xapi.isMaster("beta");
        closet.run(promote(c -> c));

        assertThat(closet.results()).containsExactly("STARTED", "ACCEPTED");
        assertThat(closet.last().getDetail()).contains("master already");
        assertThat(commands.acts(CommandKind.PROMOTE)).isZero();
    }

    @Test
    void aCandidateThatDoesNotAnswerIsRefused() {
        closet.xapi.isDead("beta");
        refusedBecause("beta answers UNREACHABLE, expected was SLAVE", c -> c);
    }

    @Test
    void aCandidateInEmergencyModeIsPromotedOnlyWhenThatIsExpected() {
        closet.xapi.fails("beta", "session.login_with_password", ApiFailure.of(List.of("INTERNAL_ERROR", "x")));
        refusedBecause("beta answers EMERGENCY, expected was SLAVE", c -> c);

        closet.run(promote(c -> c.setId("again").setExpectedRole(Answer.EMERGENCY)));
        assertThat(closet.results()).endsWith("STARTED", "ACCEPTED");
        assertThat(commands.acts(CommandKind.PROMOTE)).isOne();
    }

    /** It has talked to its master since. */
    @Test
    void aCandidateThatHasLeftEmergencyModeIsRefused() {
        refusedBecause("beta answers SLAVE, expected was EMERGENCY", c -> c.setExpectedRole(Answer.EMERGENCY));
    }

    @Test
    void aCommandThatExpectsAnythingElseIsRefused() {
        closet.xapi.isDead("beta");
        refusedBecause("PROMOTE cannot expect UNREACHABLE", c -> c.setExpectedRole(Answer.UNREACHABLE));
    }

    @Test
    void aHostThatSaysNoHasFailedAndGetsItsSessionBack() {
        closet.xapi.fails("beta", Commands.PROMOTE_CALL, ApiFailure.of(List.of("HA_IS_ENABLED")));
        closet.run(promote(c -> c));

        assertThat(closet.results()).containsExactly("STARTED", "FAILED");
        assertThat(closet.last().getDetail()).contains("HA_IS_ENABLED");
        assertThat(closet.xapi.count("beta", "session.local_logout")).isOne();
    }

    @Test
    void aHostThatGivesNoSessionHasFailedBeforeAnything() {
        closet.xapi.fails(
                "beta",
                "session.slave_local_login_with_password",
                ApiFailure.of(List.of("SESSION_AUTHENTICATION_FAILED", "root", "no")));
        closet.run(promote(c -> c));

        assertThat(closet.results()).containsExactly("STARTED", "FAILED");
        assertThat(closet.last().getDetail()).startsWith("nothing was done: ");
        assertThat(commands.acts(CommandKind.PROMOTE)).isZero();
    }

    private void refusedBecause(String why, UnaryOperator<RecoveryCommand.Builder> change) {
        closet.run(promote(change));

        assertThat(closet.results()).containsExactly("STARTED", "REFUSED");
        assertThat(closet.last().getDetail()).contains(why);
        assertThat(commands.acts(CommandKind.PROMOTE)).isZero();
    }

    private RecoveryCommand promote(UnaryOperator<RecoveryCommand.Builder> change) {
        return commands.of(CommandKind.PROMOTE, change);
    }
}
