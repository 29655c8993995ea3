package org.poolwarden.connect.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.CommandKind;
import org.poolwarden.schema.RecoveryCommand;
import org.poolwarden.xapi.XapiException.ApiFailure;
import org.poolwarden.xapi.rrd.RrdColumn;
import org.poolwarden.xapi.rrd.RrdExport;
import org.poolwarden.xapi.rrd.RrdExport.Row;

class RepointingTest {

    private final Closet closet = new Closet();
    private final Commands commands = new Commands(closet);

    /** Beta is master; gamma still names alpha. */
    @BeforeEach
    void aSlaveThatFollowsTheWrongMaster() {
        commands.ready(CommandKind.REPOINT);
    }

    @Test
    void itIsToldTheAddressOfTheMasterOnALocalSession() {
        closet.run(repoint(c -> c));

        assertThat(closet.results()).containsExactly("STARTED", "ACCEPTED");
        assertThat(closet.xapi.sent("gamma", Commands.RESET_CALL))
                .singleElement()
                .satisfies(call -> assertThat(call.params()).containsExactly("OpaqueRef:local-gamma", "10.0.0.2"));
        assertThat(closet.xapi.count("gamma", "session.local_logout"))
                .as("the session ends with the toolstack")
                .isZero();
    }

    @Test
    void aHostThatFollowsItAlreadyIsDone() {
        closet.xapi.isSlave("gamma", "10.0.0.2");
        closet.run(repoint(c -> c));

        assertThat(closet.results()).containsExactly("STARTED", "ACCEPTED");
        assertThat(closet.last().getDetail()).isEqualTo("gamma follows beta already");
        assertThat(commands.acts(CommandKind.REPOINT)).isZero();
    }

    @Test
    void aMasterThatDoesNotAnswerAsOneIsNotFollowed() {
        closet.xapi.isSlave("beta", "10.0.0.3");
        refusedBecause("beta does not answer as master: SLAVE", c -> c);
    }

    @Test
    void aHostThatIsNotWhatTheCommandExpectsIsRefused() {
        refusedBecause("gamma answers SLAVE, expected was MASTER", c -> c.setExpectedRole(Answer.MASTER));
    }

    @Test
    void aHostThatDoesNotAnswerIsRefused() {
        closet.xapi.isDead("gamma");
        refusedBecause("gamma answers UNREACHABLE, expected was SLAVE", c -> c);
    }

    @Test
    void aHostInEmergencyModeIsRepointed() {
        closet.xapi.fails(
                "gamma", "session.login_with_password", ApiFailure.of(List.of("HOST_MASTER_CANNOT_TALK_BACK", "x")));
        closet.run(repoint(c -> c.setExpectedRole(Answer.EMERGENCY)));

        assertThat(closet.results()).containsExactly("STARTED", "ACCEPTED");
    }

    @Test
    void theLosingMasterOfASplitBrainIsRepointedWhenNothingWritesOnIt() {
        closet.xapi.isMaster("gamma");
        closet.metrics = Closet.writes("uuid-own", 12);
        closet.run(repoint(c -> c.setExpectedRole(Answer.MASTER).setVms(List.of("uuid-web"))));

        assertThat(closet.results()).containsExactly("STARTED", "ACCEPTED");
        assertThat(commands.acts(CommandKind.REPOINT)).isOne();
    }

    @Test
    void aVmThatWritesHereAndRunsElsewhereStopsIt() {
        closet.metrics = Closet.writes("uuid-web", 0.2);
        refusedBecause(
                "VMs that run elsewhere may do I/O on gamma: uuid-web", c -> c.setVms(List.of("uuid-db", "uuid-web")));
        assertThat(closet.xapi.count("gamma", "session.local_logout")).isOne();
    }

    @Test
    void aVmWhoseDiskIsNotKnownYetIsNotQuiet() {
        closet.metrics = Closet.writes("uuid-web", Double.NaN);
        refusedBecause("may do I/O on gamma: uuid-web", c -> c.setVms(List.of("uuid-web")));
    }

    /** Right after a restart of the metrics daemon a running VM has no columns of disks yet. */
    @Test
    void aVmThatRunsHereWithoutAWordOfItsDisksIsNotQuiet() {
        closet.metrics = new RrdExport(
                5,
                List.of(RrdColumn.parse("AVERAGE:vm:uuid-web:cpu0"), Optional.empty()),
                List.of(new Row(5, new double[] {0, 0})));
        refusedBecause("may do I/O on gamma: uuid-web", c -> c.setVms(List.of("uuid-web")));
    }

    @Test
    void aVmWhoseDiskIsKnownToDoNothingIsQuiet() {
        closet.metrics = Closet.writes("uuid-web", 0);
        closet.run(repoint(c -> c.setVms(List.of("uuid-web"))));

        assertThat(closet.results()).containsExactly("STARTED", "ACCEPTED");
    }

    @Test
    void aHostThatDoesNotSayIsNotQuiet() {
        closet.metrics = null;
        refusedBecause("gamma does not say which VMs do I/O on it", c -> c.setVms(List.of("uuid-web")));
    }

    @Test
    void aMasterThatNeverRestartedMustSayEvenWhenNothingRunsElsewhere() {
        closet.xapi.isMaster("gamma");
        closet.metrics = null;
        refusedBecause("gamma does not say", c -> c.setExpectedRole(Answer.MASTER));
    }

    @Test
    void aSlaveNeedNotSayWhenNothingRunsElsewhere() {
        closet.metrics = null;
        closet.run(repoint(c -> c));

        assertThat(closet.results()).containsExactly("STARTED", "ACCEPTED");
    }

    @Test
    void aHostThatSaysNoHasFailed() {
        closet.xapi.fails("gamma", Commands.RESET_CALL, ApiFailure.of(List.of("HA_IS_ENABLED")));
        closet.run(repoint(c -> c));

        assertThat(closet.results()).containsExactly("STARTED", "FAILED");
        assertThat(closet.last().getDetail()).contains("HA_IS_ENABLED");
    }

    private void refusedBecause(String why, UnaryOperator<RecoveryCommand.Builder> change) {
        closet.run(repoint(change));

        assertThat(closet.results()).containsExactly("STARTED", "REFUSED");
        assertThat(closet.last().getDetail()).contains(why);
        assertThat(commands.acts(CommandKind.REPOINT)).isZero();
    }

    private RecoveryCommand repoint(UnaryOperator<RecoveryCommand.Builder> change) {
        return commands.of(CommandKind.REPOINT, change);
    }
}
