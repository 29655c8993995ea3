package org.poolwarden.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.poolwarden.connect.Laboratory.ROOT;
import static org.poolwarden.connect.Laboratory.answer;
import static org.poolwarden.connect.Laboratory.trouble;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.poolwarden.xapi.Connection;
import org.poolwarden.xapi.Credentials;
import org.poolwarden.xapi.PoolRecord;
import org.poolwarden.xapi.XapiClient;
import org.poolwarden.xapi.XapiException;
import org.poolwarden.xapi.XapiException.AnswerTimedOut;
import org.poolwarden.xapi.XapiException.ApiFailure;
import org.poolwarden.xapi.XapiException.AuthenticationFailed;
import org.poolwarden.xapi.XapiException.ClosedByPeer;
import org.poolwarden.xapi.XapiException.ConnectTimedOut;
import org.poolwarden.xapi.XapiException.HostIsSlave;
import org.poolwarden.xapi.XapiException.SessionInvalid;
import org.poolwarden.xapi.XapiException.TlsFailed;
import org.poolwarden.xapi.XapiSession;
import org.poolwarden.xapi.redfish.PowerState;
import org.poolwarden.xapi.transport.BoundedHttp;
import org.poolwarden.xapi.transport.Fingerprint;
import org.poolwarden.xapi.transport.HttpsXapiTransport;
import org.poolwarden.xapi.transport.TlsTrust;

/** The real client against simulated hosts over HTTPS: what each state of a host looks like on the wire. */
class XapiOverHttpsTest {

    private static final Duration SHORT = Duration.ofMillis(700);
    private static final Duration LONG = Duration.ofSeconds(20);

    private Laboratory lab;

    @BeforeEach
    void open() throws IOException {
        lab = new Laboratory("alpha", "beta");
    }

    @AfterEach
    void close() {
        lab.close();
    }

    private CompletionStage<XapiSession> login(String host, Duration deadline, Connection connection) {
        return lab.client.login(lab.endpoint(host), ROOT, deadline, connection);
    }

    private XapiSession localLogin(String host) {
        return answer(lab.client.localLogin(lab.endpoint(host), ROOT, LONG, Connection.FRESH));
    }

    @Test
    void aMasterTellsAboutItsPool() {
        XapiSession session = answer(login("alpha", LONG, Connection.KEPT));
        PoolRecord pool = answer(lab.client.poolRecord(session, LONG));
        assertThat(pool.uuid()).isEqualTo(lab.world.pools().get(0).uuid());
        assertThat(pool.masterRef()).isEqualTo(answer(lab.client.thisHost(session, LONG)));
        assertThat(pool.haEnabled()).isFalse();
        assertThat(answer(lab.client.hostRecords(session, LONG)).values())
                .extracting(host -> host.nameLabel() + " " + host.address() + " " + host.enabled())
                .containsExactlyInAnyOrder("alpha 10.0.0.11 true", "beta 10.0.0.12 true");
        assertThat(answer(lab.client.liveHosts(session, LONG)).values()).containsOnly(true);
        assertThat(answer(lab.client.storageRecords(session, LONG)).values())
                .singleElement()
                .satisfies(storage -> assertThat(storage.shared()).isTrue());
        answer(lab.client.logout(session, LONG));
        assertThat(trouble(lab.client.thisHost(session, LONG))).isInstanceOf(SessionInvalid.class);
    }

    @Test
    void aSlaveNamesItsMasterWithoutAPort() {
        assertThat(trouble(login("beta", LONG, Connection.KEPT)))
                .isInstanceOfSatisfying(HostIsSlave.class, slave -> assertThat(slave.masterAddress())
                        .isEqualTo("10.0.0.11"));
    }

    @Test
    void aWrongPasswordIsRefusedAtOnceLocallyAndLateByAMaster() {
        Credentials wrong = new Credentials("root", "wrong");
        assertThat(trouble(lab.client.localLogin(lab.endpoint("beta"), wrong, LONG, Connection.FRESH)))
                .isInstanceOf(AuthenticationFailed.class);
        assertThat(trouble(lab.client.login(lab.endpoint("alpha"), wrong, SHORT, Connection.FRESH)))
                .isInstanceOf(AnswerTimedOut.class);
        assertThat(trouble(lab.client.login(lab.endpoint("alpha"), wrong, LONG, Connection.FRESH)))
                .isInstanceOf(AuthenticationFailed.class);
    }

    /** A slave that lost its master holds the question for hours. */
    @Test
    void aQuestionThatHangsOnAKeptConnectionDelaysNoOther() {
        XapiSession local = localLogin("beta");
        assertThat(answer(lab.client.isSlave(local, LONG))).isTrue();

        lab.happens(() -> lab.host("alpha").powerOff());
        CompletionStage<Boolean> hanging = lab.client.isSlave(local, Duration.ofHours(1));
        assertThat(answer(lab.client.isInEmergencyMode(local, LONG))).isFalse();
        assertThat(trouble(login("beta", LONG, Connection.KEPT))).isInstanceOf(HostIsSlave.class);
        assertThat(hanging.toCompletableFuture()).isNotDone();
    }

    @Test
    void aSlaveThatReachesItsMasterSaysSoAndOneThatDoesNotIsSilent() {
        XapiSession local = localLogin("beta");
        assertThat(answer(lab.client.isSlave(local, LONG))).isTrue();
        assertThat(answer(lab.client.isInEmergencyMode(local, LONG))).isFalse();

        lab.happens(() -> lab.host("alpha").powerOff());
        assertThat(trouble(lab.client.isSlave(local, SHORT))).isInstanceOf(AnswerTimedOut.class);
        assertThat(answer(lab.client.isInEmergencyMode(local, LONG))).isFalse();
        assertThat(trouble(login("beta", LONG, Connection.FRESH))).isInstanceOf(HostIsSlave.class);
    }

    @Test
    void aDeadHostTimesOutAndDoesNotRefuse() {
        answer(login("alpha", LONG, Connection.KEPT));
        lab.happens(() -> lab.host("alpha").powerOff());
        assertThat(trouble(login("alpha", SHORT, Connection.KEPT))).isInstanceOf(AnswerTimedOut.class);
        await().atMost(Laboratory.PATIENCE)
                .untilAsserted(() -> assertThat(trouble(login("alpha", SHORT, Connection.FRESH)))
                        .isInstanceOf(ConnectTimedOut.class));
        assertThat(answer(lab.power.read(lab.access().hosts().get(0).bmc().orElseThrow(), LONG)))
                .isEqualTo(PowerState.OFF);
    }

    @Test
    void aBmcThatIsDeadProvesNothing() {
        var bmc = lab.access().hosts().get(0).bmc().orElseThrow();
        assertThat(answer(lab.power.read(bmc, LONG))).isEqualTo(PowerState.ON);
        lab.happens(() -> lab.host("alpha").killBmc());
        assertThat(answer(lab.power.read(bmc, SHORT))).isEqualTo(PowerState.UNKNOWN);
    }

    @Test
    void aBmcTakesThePowerAndSaysOffWhenItIsReadBack() {
        var bmc = lab.access().hosts().get(0).bmc().orElseThrow();
        answer(lab.power.forceOff(bmc, LONG));

        assertThat(answer(lab.power.read(bmc, LONG))).isEqualTo(PowerState.OFF);
        assertThat(lab.ask(() -> lab.host("alpha").isPowered())).isFalse();
    }

    @Test
    void aBmcThatIsDeadTakesNoOrder() {
        var bmc = lab.access().hosts().get(0).bmc().orElseThrow();
        answer(lab.power.read(bmc, LONG));
        lab.happens(() -> lab.host("alpha").killBmc());
        await().atMost(Laboratory.PATIENCE).untilAsserted(() -> assertThat(trouble(lab.power.forceOff(bmc, SHORT)))
                .isInstanceOf(ConnectTimedOut.class));

        assertThat(lab.ask(() -> lab.host("alpha").isPowered())).isTrue();
    }

    @Test
    void aHungToolstackAcceptsAndIsSilentUntilItWakes() {
        lab.happens(() -> lab.host("alpha").hang());
        assertThat(trouble(login("alpha", SHORT, Connection.FRESH))).isInstanceOf(AnswerTimedOut.class);
        lab.happens(() -> lab.host("alpha").wake());
        assertThat(answer(login("alpha", LONG, Connection.FRESH))).isNotNull();
    }

    @Test
    void aStoppedToolstackCompletesTlsAndCloses() {
        answer(login("alpha", LONG, Connection.KEPT));
        lab.happens(() -> lab.host("alpha").stopToolstack());
        assertThat(trouble(login("alpha", LONG, Connection.FRESH))).isInstanceOf(ClosedByPeer.class);
        lab.happens(() -> lab.host("alpha").startToolstack());
        await().atMost(Laboratory.PATIENCE).untilAsserted(() -> answer(login("alpha", LONG, Connection.FRESH)));
    }

    @Test
    void aCutPathTimesOutAndIsUsableAgainWhenHealed() {
        lab.happens(() ->
                lab.world.network().cut(Laboratory.OBSERVER, lab.host("beta").place()));
        await().atMost(Laboratory.PATIENCE)
                .untilAsserted(() -> assertThat(trouble(login("beta", SHORT, Connection.FRESH)))
                        .isInstanceOf(ConnectTimedOut.class));
        lab.happens(() -> lab.world.network().healAll("*"));
        assertThat(trouble(login("beta", LONG, Connection.FRESH))).isInstanceOf(HostIsSlave.class);
    }

    @Test
    void aSlaveThatStartsWithoutItsMasterRefusesEverythingButEmergencyCalls() {
        lab.happens(() -> {
            lab.host("alpha").powerOff();
            lab.host("beta").restartToolstack();
        });
        await().atMost(Laboratory.PATIENCE)
                .untilAsserted(() -> assertThat(trouble(login("beta", LONG, Connection.FRESH)))
                        .isInstanceOfSatisfying(ApiFailure.class, failure -> assertThat(failure.code())
                                .isIn("HOST_STILL_BOOTING", "INTERNAL_ERROR")));
        assertThat(answer(lab.client.isInEmergencyMode(localLogin("beta"), LONG)))
                .isTrue();
    }

    @Test
    void anEmergencyTransitionAnswersFirstAndRestartsLater() {
        lab.happens(() -> lab.host("alpha").powerOff());
        XapiSession local = localLogin("beta");
        answer(lab.client.emergencyTransitionToMaster(local, LONG));
        await().atMost(Laboratory.PATIENCE)
                .untilAsserted(() -> assertThat(answer(login("beta", LONG, Connection.FRESH)))
                        .isNotNull());
        assertThat(lab.ask(() -> lab.world.pools().get(0).masters())).containsExactly(lab.host("beta"));
    }

    @Test
    void armedHaForbidsEmergencyCalls() {
        lab.happens(() -> lab.world.pools().get(0).setHaArmed(true));
        assertThat(trouble(lab.client.emergencyTransitionToMaster(localLogin("beta"), LONG)))
                .isInstanceOfSatisfying(
                        ApiFailure.class, failure -> assertThat(failure.code()).isEqualTo("HA_IS_ENABLED"));
    }

    @Test
    void aCertificateThatIsNotPinnedIsRefusedAndTheMessageSaysWhichOneWasFound() {
        Fingerprint other = Fingerprint.parse("00".repeat(32));
        try (HttpsXapiTransport transport = new HttpsXapiTransport(
                new BoundedHttp(TlsTrust.pinned(Map.of(lab.endpoint("alpha").authority(), Set.of(other)))))) {
            XapiException trouble =
                    trouble(new XapiClient(transport).login(lab.endpoint("alpha"), ROOT, LONG, Connection.FRESH));
            assertThat(trouble).isInstanceOf(TlsFailed.class);
            assertThat(trouble.getMessage()).contains(lab.face.fingerprint());
        }
    }

    @Test
    void noPasswordAndNoSessionStandsInAnyDescription() {
        XapiSession session = answer(login("alpha", LONG, Connection.KEPT));
        assertThat(ROOT.toString() + session).doesNotContain(ROOT.password(), session.ref());
    }
}
