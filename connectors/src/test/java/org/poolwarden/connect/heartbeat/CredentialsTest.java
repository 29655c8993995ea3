package org.poolwarden.connect.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.poolwarden.connect.FakeXapi;
import org.poolwarden.schema.Answer;
import org.poolwarden.schema.HostHeartbeat;
import org.poolwarden.xapi.XapiCall;
import org.poolwarden.xapi.XapiException.ApiFailure;

/** Passwords that are refused, and sessions that are kept: what hosts must remember of us, and what they get back. */
class CredentialsTest {

    private static final String LOGIN = "session.login_with_password";
    private static final String LOCAL_LOGIN = "session.slave_local_login_with_password";
    private static final String THIS_HOST = "session.get_this_host";
    private static final Duration ANTI_BRUTE_FORCE = Duration.ofSeconds(5);
    private static final ApiFailure REFUSED = ApiFailure.of(List.of("SESSION_AUTHENTICATION_FAILED", "root", ""));
    private static final ApiFailure FORGOTTEN = ApiFailure.of(List.of("SESSION_INVALID", "x"));

    private final InterviewBench bench = new InterviewBench();
    private final FakeXapi xapi = bench.xapi;

    /** A restarted master whose password was changed: silent to the deadline, as if it hung. */
    private void alphaRefusesThePassword() {
        xapi.fails("alpha", THIS_HOST, FORGOTTEN).failsAfter("alpha", LOGIN, ANTI_BRUTE_FORCE, REFUSED);
    }

    @Test
    void aMasterThatThinksAboutAWrongPasswordIsMissedOnceAtMost() {
        bench.rounds(2);
        alphaRefusesThePassword();
        bench.rounds(40);

        assertThat(answers("alpha", 40))
                .startsWith(Answer.SILENT)
                .filteredOn(answer -> answer != Answer.BAD_CREDENTIALS)
                .hasSize(1);
        assertThat(bench.last("alpha").getError()).contains("SESSION_AUTHENTICATION_FAILED");
    }

    @Test
    void aWrongPasswordIsTriedOnceAMinute() {
        bench.rounds(2);
        alphaRefusesThePassword();
        bench.rounds(3);
        long before = xapi.count("alpha", LOGIN);
        bench.rounds(60);

        assertThat(xapi.count("alpha", LOGIN) - before).as("in five minutes").isEqualTo(5);
        assertThat(xapi.count("alpha", LOCAL_LOGIN)).isZero();
    }

    @Test
    void aMasterThatHangsIsSilentAndNotTakenForOneThatRefuses() {
        bench.rounds(2);
        xapi.hangs("alpha");
        bench.rounds(30);

        assertThat(answers("alpha", 30)).containsOnly(Answer.SILENT);
    }

    @Test
    void aMasterThatRefusedAndHangsNowIsSilent() {
        bench.rounds(2);
        alphaRefusesThePassword();
        bench.rounds(5);
        xapi.hangs("alpha");
        bench.rounds(3);

        assertThat(answers("alpha", 3)).containsOnly(Answer.SILENT);
    }

    @Test
    void aCorrectedPasswordIsNoticedWithinAMinute() {
        bench.rounds(2);
        alphaRefusesThePassword();
        bench.rounds(5);
        xapi.says("alpha", LOGIN, "OpaqueRef:again");
        bench.rounds(14);

        assertThat(bench.last("alpha").getAnswer()).isEqualTo(Answer.MASTER);
        assertThat(answers("alpha", 14)).containsOnly(Answer.BAD_CREDENTIALS, Answer.MASTER);
    }

    @Test
    void aMasterThatRefusedAndFollowsAnotherOneNowSaysSo() {
        bench.rounds(2);
        alphaRefusesThePassword();
        bench.rounds(5);
        xapi.isSlave("alpha", "10.0.0.2")
                .fails("alpha", THIS_HOST, ApiFailure.of(List.of("HOST_IS_SLAVE", "10.0.0.2")));
        bench.rounds(1);

        assertThat(bench.last("alpha").getAnswer()).isEqualTo(Answer.SLAVE);
        assertThat(bench.last("alpha").getMasterAddress()).contains("10.0.0.2");
    }

    /** A slave names its master whatever the password, and without one it cannot testify: it must be seen. */
    @Test
    void aSlaveThatRefusesTheLocalLoginSaysSoAndIsTriedOnceAMinute() {
        xapi.fails("beta", LOCAL_LOGIN, REFUSED);
        bench.rounds(60);

        assertThat(bench.last("beta").getAnswer()).isEqualTo(Answer.SLAVE);
        assertThat(bench.lastOf("beta", 59)).allSatisfy(heartbeat -> assertThat(heartbeat.getLocalLoginError())
                .contains("SESSION_AUTHENTICATION_FAILED"));
        assertThat(xapi.count("beta", LOCAL_LOGIN)).as("in five minutes").isEqualTo(5);
        assertThat(bench.last("gamma").getLocalLoginError()).isEmpty();
    }

    @Test
    void sessionsAreKeptFromRoundToRoundAndGivenBackAtTheEnd() {
        bench.rounds(6);
        assertThat(xapi.count("alpha", LOGIN)).isOne();
        assertThat(xapi.count("beta", LOCAL_LOGIN)).isOne();

        bench.interviewer.stop();
        bench.rounds(2);
        assertThat(xapi.count("alpha", "session.logout")).isOne();
        assertThat(xapi.count("beta", "session.local_logout")).isOne();
        assertThat(bench.of("alpha")).hasSize(6);
    }

    /** Hosts never forget a local session but with their toolstack: a lost round must not cost them one. */
    @Test
    void aLocalSessionOutlivesARoundInWhichItsHostWasMissed() {
        bench.rounds(2);
        xapi.hangs("beta");
        bench.rounds(3);
        xapi.isSlave("beta", "10.0.0.1");
        bench.rounds(2);

        assertThat(bench.last("beta").getEmergency()).contains(false);
        assertThat(xapi.count("beta", LOCAL_LOGIN)).isOne();
    }

    /** A master keeps sessions for a day: whoever logs in again gives back what was kept. */
    @Test
    void aMasterThatWasMissedGetsItsOldSessionBack() {
        bench.rounds(2);
        xapi.hangs("alpha");
        bench.rounds(2);
        xapi.isMaster("alpha").says("alpha", LOGIN, "OpaqueRef:new");
        bench.rounds(2);

        assertThat(bench.last("alpha").getAnswer()).isEqualTo(Answer.MASTER);
        assertThat(loggedOut("alpha")).containsExactly("OpaqueRef:pool-alpha");
    }

    @Test
    void aMasterWhoseKeptSessionIsSilentIsAskedBesideIt() {
        bench.rounds(2);
        xapi.isSilent("alpha", THIS_HOST).says("alpha", LOGIN, "OpaqueRef:new");
        bench.rounds(1);

        assertThat(bench.last("alpha").getAnswer()).isEqualTo(Answer.MASTER);
        assertThat(xapi.count("alpha", LOGIN)).isEqualTo(2);
        assertThat(loggedOut("alpha")).containsExactly("OpaqueRef:pool-alpha");
    }

    private List<Object> loggedOut(String host) {
        return xapi.calls(host).stream()
                .filter(call -> call.method().equals("session.logout"))
                .map(XapiCall::params)
                .map(params -> params.get(0))
                .toList();
    }

    private List<Answer> answers(String host, int rounds) {
        return bench.lastOf(host, rounds).stream().map(HostHeartbeat::getAnswer).toList();
    }
}
