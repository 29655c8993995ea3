package org.poolwarden.connect.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.poolwarden.connect.FakeXapi;
import org.poolwarden.schema.HostHeartbeat;
import org.poolwarden.schema.Testimony;
import org.poolwarden.xapi.XapiException;
import org.poolwarden.xapi.XapiException.ApiFailure;

/** Step 4: how slaves testify, and how little it asks of them. */
class TestimonyTest {

    private static final String IS_SLAVE = "pool.is_slave";

    private final InterviewBench bench = new InterviewBench();
    private final FakeXapi xapi = bench.xapi;

    /** Each open call holds a thread of the host. */
    @AfterEach
    void neverMoreThanOneCallWasOpen() {
        assertThat(xapi.open("beta", IS_SLAVE)).isLessThanOrEqualTo(1);
        assertThat(xapi.open("gamma", IS_SLAVE)).isLessThanOrEqualTo(1);
    }

    @Test
    void aSettledSlaveTestifiesEveryHalfMinuteAndEachRoundInDoubt() {
        bench.rounds(12);
        assertThat(xapi.count("beta", IS_SLAVE)).isEqualTo(2);

        xapi.isDead("gamma");
        bench.rounds(4);
        assertThat(xapi.count("beta", IS_SLAVE)).isGreaterThanOrEqualTo(5);
        assertThat(bench.last("beta").getTestimony()).isEqualTo(Testimony.CONNECTED);
    }

    @Test
    void aLostSlaveIsAskedOnceAndTestifiesInEveryRound() {
        bench.rounds(2);
        xapi.isDead("alpha").isSilent("beta", IS_SLAVE);
        long before = xapi.count("beta", IS_SLAVE);
        bench.rounds(6);

        assertThat(testimonies("beta", 4)).containsOnly(Testimony.LOST);
        assertThat(xapi.count("beta", IS_SLAVE)).isEqualTo(before + 1);
    }

    @Test
    void aSlaveIsAskedAfreshWhenItsMasterWasAwayAndAnswersAgain() {
        bench.rounds(2);
        xapi.isDead("alpha").isSilent("beta", IS_SLAVE);
        bench.rounds(3);
        assertThat(bench.last("beta").getTestimony()).isEqualTo(Testimony.LOST);

        xapi.isMaster("alpha").says("beta", IS_SLAVE, true);
        bench.rounds(3);
        assertThat(testimonies("beta", 2)).contains(Testimony.CONNECTED);
        assertThat(xapi.open("beta", IS_SLAVE)).as("the old call is given up").isZero();
    }

    /** The link between the two is cut, and both answer us: asking again and again would bring nothing but open calls. */
    @Test
    void aSlaveThatAloneHasLostAMasterWhoAnswersIsAskedOnce() {
        bench.rounds(2);
        xapi.isSilent("beta", IS_SLAVE);
        bench.rounds(6);
        long asked = xapi.count("beta", IS_SLAVE);
        bench.rounds(60);

        assertThat(testimonies("beta", 60)).containsOnly(Testimony.LOST);
        assertThat(xapi.count("beta", IS_SLAVE)).isEqualTo(asked);
        assertThat(bench.last("gamma").getTestimony())
                .as("the pool is in doubt while a slave testifies LOST")
                .isEqualTo(Testimony.CONNECTED);
    }

    /** What the old toolstack was asked says nothing of the new one. */
    @Test
    void aSlaveWhoseToolstackIsAnotherOneIsAskedAfresh() {
        bench.rounds(2);
        xapi.isDead("alpha").isSilent("beta", IS_SLAVE);
        bench.rounds(3);
        long before = xapi.count("beta", IS_SLAVE);
        xapi.fails("beta", "host.is_in_emergency_mode", ApiFailure.of(List.of("SESSION_INVALID")))
                .says("beta", "session.slave_local_login_with_password", "OpaqueRef:local-again")
                .says("beta", IS_SLAVE, true);
        bench.rounds(1);
        xapi.says("beta", "host.is_in_emergency_mode", false);
        bench.rounds(1);

        assertThat(xapi.count("beta", IS_SLAVE)).isEqualTo(before + 1);
        assertThat(bench.last("beta").getTestimony()).isEqualTo(Testimony.CONNECTED);
    }

    /** A connection that died meanwhile would testify LOST for an hour. */
    @Test
    void aSlaveThatWasMissedIsAskedAfresh() {
        bench.rounds(2);
        xapi.isDead("alpha").isSilent("beta", IS_SLAVE);
        bench.rounds(3);
        xapi.hangs("beta");
        bench.rounds(1);
        assertThat(xapi.open("beta", IS_SLAVE)).isZero();

        xapi.isSlave("beta", "10.0.0.1");
        bench.rounds(1);
        assertThat(bench.last("beta").getTestimony()).isEqualTo(Testimony.CONNECTED);
    }

    @Test
    void aSlaveThatNamesAnotherMasterIsAskedAboutThatOne() {
        bench.rounds(2);
        xapi.isDead("alpha").isSilent("beta", IS_SLAVE);
        bench.rounds(2);
        xapi.isMaster("gamma").isSlave("beta", "10.0.0.3");
        bench.rounds(1);

        assertThat(bench.last("beta").getMasterAddress()).contains("10.0.0.3");
        assertThat(bench.last("beta").getTestimony()).isEqualTo(Testimony.CONNECTED);
        assertThat(xapi.open("beta", IS_SLAVE)).isZero();
    }

    @Test
    void anAnswerThatSaysNotSlaveTestifiesNothing() {
        xapi.says("beta", IS_SLAVE, false).fails("gamma", IS_SLAVE, new XapiException.ClosedByPeer("x", null));
        bench.rounds(1);

        assertThat(bench.last("beta").getTestimony()).isEqualTo(Testimony.ABSENT);
        assertThat(bench.last("gamma").getTestimony()).isEqualTo(Testimony.ABSENT);
    }

    @Test
    void aStopGivesTheOpenCallUp() {
        bench.rounds(2);
        xapi.isDead("alpha").isSilent("beta", IS_SLAVE);
        bench.rounds(2);
        assertThat(xapi.open("beta", IS_SLAVE)).isOne();

        bench.interviewer.stop();
        bench.rounds(1);
        assertThat(xapi.open("beta", IS_SLAVE)).isZero();
    }

    private List<Testimony> testimonies(String host, int rounds) {
        return bench.lastOf(host, rounds).stream()
                .map(HostHeartbeat::getTestimony)
                .toList();
    }
}
