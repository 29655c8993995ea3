package org.poolwarden.connect.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.poolwarden.connect.FakeXapi;
import org.poolwarden.connect.VirtualTime;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.HostHeartbeat;
import org.poolwarden.schema.Power;
import org.poolwarden.xapi.XapiException;
import org.poolwarden.xapi.XapiException.ApiFailure;
import org.poolwarden.xapi.rrd.RrdColumn;
import org.poolwarden.xapi.rrd.RrdExport;

class PoolInterviewerTest {

    private final InterviewBench bench = new InterviewBench();
    private final FakeXapi xapi = bench.xapi;
    private final List<HostHeartbeat> heard = bench.heard;

    @Test
    void everyHostIsARecordInEveryRound() {
        bench.rounds(4);

        assertThat(heard).hasSize(12).allSatisfy(heartbeat -> {
            assertThat(heartbeat.getObserver()).isEqualTo("rack-a");
            assertThat(heartbeat.getIncarnation()).isEqualTo(42);
            assertThat(heartbeat.getHostsInRound()).isEqualTo(3);
        });
        assertThat(bench.of("beta")).extracting(HostHeartbeat::getRound).containsExactly(1L, 2L, 3L, 4L);
        assertThat(bench.last("alpha").getAnswer()).isEqualTo(Answer.MASTER);
        assertThat(bench.last("beta").getMasterAddress()).contains("10.0.0.1");
    }

    @Test
    void aHungHostDelaysNobodyAndIsARecordWithinTwoDeadlines() {
        bench.rounds(2);
        xapi.hangs("beta");
        bench.rounds(3);

        assertThat(bench.of("beta"))
                .extracting(HostHeartbeat::getAnswer)
                .endsWith(Answer.SILENT, Answer.SILENT, Answer.SILENT);
        assertThat(bench.last("beta").getTookMs())
                .isLessThanOrEqualTo((int) InterviewBench.D.multipliedBy(2).toMillis());
        assertThat(bench.last("alpha").getTookMs()).isZero();
        assertThat(bench.of("alpha")).hasSize(5);
        assertThat(bench.of("alpha"))
                .extracting(heartbeat -> Duration.between(VirtualTime.START, heartbeat.getStartedAt())
                        .toSeconds())
                .containsExactly(0L, 5L, 10L, 15L, 20L);
    }

    @ParameterizedTest
    @ValueSource(longs = {3600, -3600})
    void whoeverSetsTheClockMovesNoRoundAndNoQuestion(long seconds) {
        bench.rounds(4);
        bench.time.isSet(Duration.ofSeconds(seconds));
        bench.rounds(8);

        assertThat(bench.of("alpha")).hasSize(12);
        assertThat(bench.xapi.count("beta", "pool.is_slave")).isEqualTo(2);
        assertThat(bench.last("alpha").getTookMs()).isZero();
        assertThat(bench.last("alpha").getStartedAt())
                .isEqualTo(VirtualTime.START.plusSeconds(seconds).plus(InterviewBench.H.multipliedBy(11)));
    }

    @Test
    void powerIsReadInDoubtOnly() {
        bench.rounds(1);
        bench.powerReadings = 0;
        bench.rounds(3);
        assertThat(bench.powerReadings).isZero();
        assertThat(bench.last("beta").getPower()).isEqualTo(Power.NOT_READ);

        xapi.isDead("alpha");
        bench.rounds(3);
        assertThat(bench.powerReadings).isGreaterThanOrEqualTo(3);
        assertThat(bench.last("beta").getPower()).isEqualTo(Power.ON);
        assertThat(bench.last("beta").getPowerAgeMs()).isPresent();
    }

    @Test
    void anEmergencyErrorIsAnAnswerWithItsCode() {
        xapi.fails("beta", "session.login_with_password", ApiFailure.of(List.of("HOST_STILL_BOOTING")))
                .says("beta", "host.is_in_emergency_mode", true);
        bench.rounds(1);

        assertThat(bench.last("beta").getAnswer()).isEqualTo(Answer.EMERGENCY);
        assertThat(bench.last("beta").getError()).contains("HOST_STILL_BOOTING");
        assertThat(bench.last("beta").getEmergency()).contains(true);
    }

    @Test
    void aToolstackThatClosesIsNoMiss() {
        xapi.fails("beta", "session.login_with_password", new XapiException.ClosedByPeer("EOF", null));
        bench.rounds(1);

        assertThat(bench.last("beta").getAnswer()).isEqualTo(Answer.TOOLSTACK_CLOSED);
    }

    /** Where thousands of connections are opened at once, not every one is in time. */
    @Test
    void aMissInTheFirstRoundCountsForNothing() {
        xapi.isDead("gamma");
        bench.rounds(1);
        assertThat(heard).isEmpty();

        bench.rounds(1);
        assertThat(heard).extracting(HostHeartbeat::getRound).containsOnly(2L);
        assertThat(bench.last("gamma").getAnswer()).isEqualTo(Answer.UNREACHABLE);
    }

    @Test
    void whomTheMasterListsIsAskedTooUntilTwoSnapshotsLeaveItOut() {
        xapi.says("alpha", "host.get_all_records", Map.of("OpaqueRef:d", record("delta", 4)))
                .isSlave("delta", "10.0.0.1");
        bench.rounds(3);
        assertThat(bench.last("delta").getAnswer()).isEqualTo(Answer.SLAVE);
        assertThat(bench.last("delta").getHostUuid()).contains("uuid-delta");
        assertThat(bench.last("alpha").getHostsInRound()).isEqualTo(4);

        xapi.says("alpha", "host.get_all_records", Map.of());
        bench.rounds(10);
        assertThat(bench.last("alpha").getHostsInRound()).as("left out once").isEqualTo(4);
        bench.rounds(6);
        assertThat(bench.last("alpha").getHostsInRound()).as("left out twice").isEqualTo(3);
    }

    private static Map<String, Object> record(String name, int number) {
        return Map.of("uuid", "uuid-" + name, "name_label", name, "address", "10.0.0." + number);
    }

    @Test
    void anObserverTellsWhatElseItReaches() {
        bench.surroundings.heard("other", new Surroundings.Reach(3, 2));
        bench.rounds(2);

        assertThat(bench.last("beta").getOtherHostsAsked()).isEqualTo(3);
        assertThat(bench.last("beta").getOtherHostsAnswering()).isEqualTo(2);
        assertThat(bench.surroundings.otherPools("nobody")).isEqualTo(new Surroundings.Reach(6, 5));
    }

    @Test
    void whileInDoubtAHostTellsWhichOfItsVmsDoIo() {
        bench.metrics = new RrdExport(
                5,
                List.of(
                        RrdColumn.parse("AVERAGE:vm:busy:vbd_xvda_iops_write"),
                        RrdColumn.parse("AVERAGE:vm:idle:vbd_xvda_iops_write"),
                        RrdColumn.parse("AVERAGE:vm:unknown:vbd_xvda_read"),
                        RrdColumn.parse("AVERAGE:vm:thinking:cpu0")),
                List.of(new RrdExport.Row(5, new double[] {12, 0, Double.NaN, 1})));
        bench.rounds(3);
        assertThat(bench.last("beta").getActiveVms()).as("nothing is in doubt").isEmpty();

        xapi.isDead("gamma");
        bench.rounds(2);
        assertThat(bench.last("beta").getActiveVms()).contains(List.of("busy"));
        assertThat(bench.last("alpha").getActiveVms()).contains(List.of("busy"));
        assertThat(bench.last("gamma").getActiveVms())
                .as("unknown is not quiet")
                .isEmpty();
    }

    @Test
    void aSnapshotTellsVmsAndWhetherTheirDisksAreShared() {
        xapi.says("alpha", "SR.get_all_records", Map.of("sr", Map.of("type", "nfs", "shared", true)))
                .says(
                        "alpha",
                        "VM.get_all_records",
                        Map.of(
                                "vm",
                                        Map.of(
                                                "uuid",
                                                "v",
                                                "name_label",
                                                "files",
                                                "power_state",
                                                "Running",
                                                "order",
                                                "3",
                                                "ha_restart_priority",
                                                "restart"),
                                "dom0", Map.of("uuid", "d", "is_control_domain", true)))
                .says(
                        "alpha",
                        "VBD.get_all_records",
                        Map.of(
                                "vbd", Map.of("VM", "vm", "VDI", "vdi", "type", "Disk", "device", "xvda"),
                                "cd", Map.of("VM", "vm", "VDI", "OpaqueRef:NULL", "type", "CD")))
                .says("alpha", "VDI.get_all_records", Map.of("vdi", Map.of("SR", "sr")));
        bench.rounds(1);

        assertThat(bench.last("alpha").getSnapshot().orElseThrow().getVms())
                .singleElement()
                .satisfies(vm -> {
                    assertThat(vm.getName()).isEqualTo("files");
                    assertThat(vm.getOrder()).isEqualTo(3);
                    assertThat(vm.getSharedDisks()).isTrue();
                    assertThat(vm.getResidentOn()).isEmpty();
                });
    }

    @Test
    void noHeartbeatHoldsASecret() {
        bench.rounds(3);

        assertThat(heard.toString()).doesNotContain("hunter2", "OpaqueRef:");
    }
}
