package org.poolwarden.connect.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.poolwarden.connect.FakeXapi;
import org.poolwarden.connect.VirtualTime;
import org.poolwarden.connect.pool.PoolAccess;
import org.poolwarden.connect.pool.PoolHost;
import org.poolwarden.connect.pool.Rhythm;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.HostHeartbeat;
import org.poolwarden.schema.Power;
import org.poolwarden.schema.Testimony;
import org.poolwarden.xapi.Credentials;
import org.poolwarden.xapi.HostEndpoint;
import org.poolwarden.xapi.XapiClient;
import org.poolwarden.xapi.XapiException;
import org.poolwarden.xapi.XapiException.ApiFailure;
import org.poolwarden.xapi.redfish.BmcEndpoint;
import org.poolwarden.xapi.redfish.PowerState;

class PoolInterviewerTest {

    private static final Duration H = Duration.ofSeconds(5);
    private static final Duration D = Duration.ofSeconds(2);
    private static final Credentials ROOT = new Credentials("root", "hunter2");

    private final VirtualTime time = new VirtualTime();
    private final FakeXapi xapi = new FakeXapi(time);
    private final List<HostHeartbeat> heard = new ArrayList<>();
    private int powerReadings;
    private PoolInterviewer interviewer;

    @BeforeEach
    void aPoolOfThreeThatIsSettled() {
        xapi.isMaster("alpha").isSlave("beta", "10.0.0.1").isSlave("gamma", "10.0.0.1");
        interviewer = new PoolInterviewer(
                new PoolAccess("closet", List.of(host("alpha", 1), host("beta", 2), host("gamma", 3)), ROOT),
                "rack-a",
                42,
                new Rhythm(H, D),
                new XapiClient(xapi),
                (bmc, deadline) -> {
                    powerReadings++;
                    return CompletableFuture.completedFuture(PowerState.ON);
                },
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
