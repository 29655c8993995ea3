package org.poolwarden.connect.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.poolwarden.connect.FakeXapi;
import org.poolwarden.connect.VirtualTime;
import org.poolwarden.connect.pool.Instruments;
import org.poolwarden.connect.pool.PoolAccess;
import org.poolwarden.connect.pool.PoolHost;
import org.poolwarden.connect.pool.Rhythm;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.HostHeartbeat;
import org.poolwarden.schema.Power;
import org.poolwarden.schema.Testimony;
import org.poolwarden.xapi.Connection;
import org.poolwarden.xapi.Credentials;
import org.poolwarden.xapi.HostEndpoint;
import org.poolwarden.xapi.XapiClient;
import org.poolwarden.xapi.XapiException;
import org.poolwarden.xapi.XapiException.ApiFailure;
import org.poolwarden.xapi.redfish.BmcEndpoint;
import org.poolwarden.xapi.redfish.PowerState;
import org.poolwarden.xapi.rrd.RrdColumn;
import org.poolwarden.xapi.rrd.RrdExport;

class PoolInterviewerTest {

    private static final Duration H = Duration.ofSeconds(5);
    private static final Duration D = Duration.ofSeconds(2);
    private static final Credentials ROOT = new Credentials("root", "hunter2");

    private final VirtualTime time = new VirtualTime();
    private final FakeXapi xapi = new FakeXapi(time);
    private final List<HostHeartbeat> heard = new ArrayList<>();
    private final Surroundings surroundings = Surroundings.withoutWitnesses();
    private RrdExport metrics = new RrdExport(5, List.of(), List.of());
    private int powerReadings;
    private PoolInterviewer interviewer;

    @BeforeEach
    void aPoolOfThreeThatIsSettled() {
        xapi.isMaster("alpha").isSlave("beta", "10.0.0.1").isSlave("gamma", "10.0.0.1");
        interviewer = new PoolInterviewer(
                new PoolAccess("closet", List.of(host("alpha", 1), host("beta", 2), host("gamma", 3)), ROOT),
                new Observer("rack-a", 42, surroundings),
                new Rhythm(H, D),
                new Instruments(
                        new XapiClient(xapi),
                        (bmc, deadline) -> {
                            powerReadings++;
                            return CompletableFuture.completedFuture(PowerState.ON);
                        },
                        (session, query, deadline) -> CompletableFuture.completedFuture(metrics)),
                time,
                heard::add);
        interviewer.start(Duration.ZERO);
    }

    @Test
    void everyHostIsARecordInEveryRound() {
        rounds(4);

        assertThat(heard).hasSize(12).allSatisfy(heartbeat -> {
            assertThat(heartbeat.getObserver()).isEqualTo("rack-a");
            assertThat(heartbeat.getIncarnation()).isEqualTo(42);
            assertThat(heartbeat.getHostsInRound()).isEqualTo(3);
        });
        assertThat(of("beta")).extracting(HostHeartbeat::getRound).containsExactly(1L, 2L, 3L, 4L);
        assertThat(last("alpha").getAnswer()).isEqualTo(Answer.MASTER);
        assertThat(last("beta").getMasterAddress()).contains("10.0.0.1");
    }

    @Test
    void aHungHostDelaysNobodyAndIsARecordWithinTwoDeadlines() {
        rounds(2);
        xapi.hangs("beta");
        rounds(3);

        assertThat(of("beta"))
                .extracting(HostHeartbeat::getAnswer)
                .endsWith(Answer.SILENT, Answer.SILENT, Answer.SILENT);
        assertThat(last("beta").getTookMs())
                .isLessThanOrEqualTo((int) D.multipliedBy(2).toMillis());
        assertThat(last("alpha").getTookMs()).isZero();
        assertThat(of("alpha")).hasSize(5);
        assertThat(of("alpha"))
                .extracting(heartbeat -> Duration.between(VirtualTime.START, heartbeat.getStartedAt())
                        .toSeconds())
                .containsExactly(0L, 5L, 10L, 15L, 20L);
    }

    @Test
    void aSettledSlaveTestifiesEveryHalfMinuteAndEachRoundInDoubt() {
        rounds(12);
        assertThat(xapi.count("beta", "pool.is_slave")).isEqualTo(2);

        xapi.isDead("gamma");
        rounds(4);
        assertThat(xapi.count("beta", "pool.is_slave")).isGreaterThanOrEqualTo(5);
        assertThat(last("beta").getTestimony()).isEqualTo(Testimony.CONNECTED);
    }

    /** Each open call holds a thread of the host. */
    @Test
    void aLostSlaveIsAskedOnceAndTestifiesInEveryRound() {
        rounds(2);
        xapi.isDead("alpha").isSilent("beta", "pool.is_slave");
        long before = xapi.count("beta", "pool.is_slave");
        rounds(6);

        assertThat(of("beta").subList(4, 8))
                .extracting(HostHeartbeat::getTestimony)
                .containsOnly(Testimony.LOST);
        assertThat(xapi.count("beta", "pool.is_slave")).isEqualTo(before + 1);
    }

    @Test
    void aSlaveIsAskedAfreshWhenItsMasterAnswersAgain() {
        rounds(2);
        xapi.isDead("alpha").isSilent("beta", "pool.is_slave");
        rounds(3);
        assertThat(last("beta").getTestimony()).isEqualTo(Testimony.LOST);

        xapi.isMaster("alpha").says("beta", "pool.is_slave", true);
        rounds(8);
        assertThat(of("beta").subList(5, 13))
                .extracting(HostHeartbeat::getTestimony)
                .contains(Testimony.CONNECTED);
    }

    @Test
    void anAnswerThatSaysNotSlaveTestifiesNothing() {
        xapi.says("beta", "pool.is_slave", false)
                .fails("gamma", "pool.is_slave", new XapiException.ClosedByPeer("x", null));
        rounds(1);

        assertThat(last("beta").getTestimony()).isEqualTo(Testimony.ABSENT);
        assertThat(last("gamma").getTestimony()).isEqualTo(Testimony.ABSENT);
    }

    @Test
    void powerIsReadInDoubtOnly() {
        rounds(1);
        powerReadings = 0;
        rounds(3);
        assertThat(powerReadings).isZero();
        assertThat(last("beta").getPower()).isEqualTo(Power.NOT_READ);

        xapi.isDead("alpha");
        rounds(3);
        assertThat(powerReadings).isGreaterThanOrEqualTo(3);
        assertThat(last("beta").getPower()).isEqualTo(Power.ON);
        assertThat(last("beta").getPowerAgeMs()).isPresent();
    }

    @Test
    void anEmergencyErrorIsAnAnswerWithItsCode() {
        xapi.fails("beta", "session.login_with_password", ApiFailure.of(List.of("HOST_STILL_BOOTING")))
                .says("beta", "host.is_in_emergency_mode", true);
        rounds(1);

        assertThat(last("beta").getAnswer()).isEqualTo(Answer.EMERGENCY);
        assertThat(last("beta").getError()).contains("HOST_STILL_BOOTING");
        assertThat(last("beta").getEmergency()).contains(true);
    }

    @Test
    void aToolstackThatClosesIsNoMiss() {
        xapi.fails("beta", "session.login_with_password", new XapiException.ClosedByPeer("EOF", null));
        rounds(1);

        assertThat(last("beta").getAnswer()).isEqualTo(Answer.TOOLSTACK_CLOSED);
    }

    @Test
    void aRefusedPasswordIsTriedAgainOnlyAfterAMinute() {
        XapiException refused = ApiFailure.of(List.of("SESSION_AUTHENTICATION_FAILED"));
        xapi.isSilent("gamma", "session.login_with_password");
        rounds(1);
        xapi.fails("gamma", "session.login_with_password", refused)
                .fails("gamma", "session.slave_local_login_with_password", refused);
        rounds(30);

        assertThat(last("gamma").getAnswer()).isEqualTo(Answer.BAD_CREDENTIALS);
        assertThat(xapi.count("gamma", "session.login_with_password")).isLessThanOrEqualTo(33);
    }

    @Test
    void sessionsAreKeptFromRoundToRoundAndGivenBackAtTheEnd() {
        rounds(6);
        assertThat(xapi.count("alpha", "session.login_with_password")).isOne();
        assertThat(xapi.count("beta", "session.slave_local_login_with_password"))
                .isOne();

        interviewer.stop();
        rounds(2);
        assertThat(xapi.count("alpha", "session.logout")).isOne();
        assertThat(xapi.count("beta", "session.local_logout")).isOne();
        assertThat(of("alpha")).hasSize(6);
    }

    @Test
    void aMasterWhoseKeptSessionIsSilentIsAskedBesideIt() {
        rounds(2);
        xapi.isSilent("alpha", "session.get_this_host");
        rounds(1);

        assertThat(last("alpha").getAnswer()).isEqualTo(Answer.MASTER);
        assertThat(xapi.count("alpha", "session.login_with_password")).isEqualTo(2);
    }

    /** Where thousands of connections are opened at once, not every one is in time. */
    @Test
    void aMissInTheFirstRoundCountsForNothing() {
        xapi.isDead("gamma");
        rounds(1);
        assertThat(heard).isEmpty();

        rounds(1);
        assertThat(heard).extracting(HostHeartbeat::getRound).containsOnly(2L);
        assertThat(last("gamma").getAnswer()).isEqualTo(Answer.UNREACHABLE);
    }

    @Test
    void whomTheMasterListsIsAskedTooUntilTwoSnapshotsLeaveItOut() {
        xapi.says("alpha", "host.get_all_records", Map.of("OpaqueRef:d", record("delta", 4)))
                .isSlave("delta", "10.0.0.1");
        rounds(3);
        assertThat(last("delta").getAnswer()).isEqualTo(Answer.SLAVE);
        assertThat(last("delta").getHostUuid()).contains("uuid-delta");
        assertThat(last("alpha").getHostsInRound()).isEqualTo(4);

        xapi.says("alpha", "host.get_all_records", Map.of());
        rounds(10);
        assertThat(last("alpha").getHostsInRound()).as("left out once").isEqualTo(4);
        rounds(6);
        assertThat(last("alpha").getHostsInRound()).as("left out twice").isEqualTo(3);
    }

    private static Map<String, Object> record(String name, int number) {
        return Map.of("uuid", "uuid-" + name, "name_label", name, "address", "10.0.0." + number);
    }

    @Test
    void anObserverTellsWhatElseItReaches() {
        surroundings.heard("other", new Surroundings.Reach(3, 2));
        rounds(2);

        assertThat(last("beta").getOtherHostsAsked()).isEqualTo(3);
        assertThat(last("beta").getOtherHostsAnswering()).isEqualTo(2);
        assertThat(surroundings.otherPools("nobody")).isEqualTo(new Surroundings.Reach(6, 5));
    }

    @Test
    void whileInDoubtAHostTellsWhichOfItsVmsDoIo() {
        metrics = new RrdExport(
                5,
                List.of(
                        RrdColumn.parse("AVERAGE:vm:busy:vbd_xvda_iops_write"),
                        RrdColumn.parse("AVERAGE:vm:idle:vbd_xvda_iops_write"),
                        RrdColumn.parse("AVERAGE:vm:unknown:vbd_xvda_read"),
                        RrdColumn.parse("AVERAGE:vm:thinking:cpu0")),
                List.of(new RrdExport.Row(5, new double[] {12, 0, Double.NaN, 1})));
        rounds(3);
        assertThat(last("beta").getActiveVms()).as("nothing is in doubt").isEmpty();

        xapi.isDead("gamma");
        rounds(2);
        assertThat(last("beta").getActiveVms()).contains(List.of("busy"));
        assertThat(last("alpha").getActiveVms()).contains(List.of("busy"));
        assertThat(last("gamma").getActiveVms()).as("unknown is not quiet").isEmpty();
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
        rounds(1);

        assertThat(last("alpha").getSnapshot().orElseThrow().getVms())
                .singleElement()
                .satisfies(vm -> {
                    assertThat(vm.getName()).isEqualTo("files");
                    assertThat(vm.getOrder()).isEqualTo(3);
                    assertThat(vm.getSharedDisks()).isTrue();
                    assertThat(vm.getResidentOn()).isEmpty();
                });
    }

    /** Each of them may hold one of the master's connections until its host has answered. */
    @Test
    void aMasterIsAskedForFourClocksAtATime() {
        Map<String, Object> hosts = new HashMap<>();
        Map<String, Object> live = new HashMap<>();
        for (int number = 1; number <= 10; number++) {
            String metrics = "metrics-" + number;
            hosts.put(
                    "host-" + number,
                    Map.of("uuid", "uuid-" + number, "address", "10.0.0." + number, "metrics", metrics));
            live.put(metrics, Map.of("live", true));
        }
        xapi.says("alpha", "host.get_all_records", hosts)
                .says("alpha", "host_metrics.get_all_records", live)
                .isSilent("alpha", "host.get_servertime");

        time.passes(D.dividedBy(4).minusMillis(1));
        assertThat(xapi.count("alpha", "host.get_servertime")).isEqualTo(4);
        time.passes(D.dividedBy(4));
        assertThat(xapi.count("alpha", "host.get_servertime")).isEqualTo(8);
    }

    /** A kept connection may be the thing that is dead; a fresh one costs a handshake. */
    @Test
    void aHostIsAskedOnAFreshConnectionFromAMissToTheNextAnswer() {
        rounds(1);
        xapi.hangs("beta");
        rounds(2);
        xapi.isSlave("beta", "10.0.0.1");
        rounds(2);

        assertThat(xapi.connections("beta", "session.login_with_password"))
                .as("answered; missed, with the question beside whether the password is right; missed; two answers")
                .containsExactly(
                        Connection.KEPT,
                        Connection.KEPT,
                        Connection.FRESH,
                        Connection.FRESH,
                        Connection.FRESH,
                        Connection.KEPT);
    }

    @Test
    void noHeartbeatHoldsASecret() {
        rounds(3);

        assertThat(heard.toString()).doesNotContain("hunter2", "OpaqueRef:");
    }

    private void rounds(int count) {
        time.passes(H.multipliedBy(count).minusMillis(heard.isEmpty() ? 1 : 0));
    }

    private List<HostHeartbeat> of(String host) {
        return heard.stream()
                .filter(heartbeat -> heartbeat.getHost().equals(host))
                .toList();
    }

    private HostHeartbeat last(String host) {
        List<HostHeartbeat> all = of(host);
        return all.get(all.size() - 1);
    }

    private static PoolHost host(String name, int number) {
        return new PoolHost(
                new HostEndpoint(name, "10.0.0." + number, 443),
                "10.0.0." + number,
                Optional.of(new BmcEndpoint(URI.create("https://10.1.0." + number), ROOT)));
    }
}
