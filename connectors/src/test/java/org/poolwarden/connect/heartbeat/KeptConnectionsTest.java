package org.poolwarden.connect.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.poolwarden.xapi.Connection;

/** Which questions share a connection with the next ones: a handshake costs a hundred times what a call costs. */
class KeptConnectionsTest {

    private final InterviewBench bench = new InterviewBench();

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
        bench.xapi
                .says("alpha", "host.get_all_records", hosts)
                .says("alpha", "host_metrics.get_all_records", live)
                .isSilent("alpha", "host.get_servertime");

        bench.time.passes(InterviewBench.D.dividedBy(4).minusMillis(1));
        assertThat(bench.xapi.count("alpha", "host.get_servertime")).isEqualTo(4);
        bench.time.passes(InterviewBench.D.dividedBy(4));
        assertThat(bench.xapi.count("alpha", "host.get_servertime")).isEqualTo(8);
    }

    /** A kept connection may be the thing that is dead; a fresh one costs a handshake. */
    @Test
    void aHostIsAskedOnAFreshConnectionFromAMissToTheNextAnswer() {
        bench.rounds(1);
        bench.xapi.isDead("beta");
        bench.rounds(2);
        bench.xapi.isSlave("beta", "10.0.0.1");
        bench.rounds(2);

        List<Connection> logins = bench.xapi.connections("beta", "session.login_with_password");
        assertThat(logins)
                .as("answered; missed, with the question beside whether the password is right; missed; two answers")
                .containsExactly(
                        Connection.KEPT,
                        Connection.KEPT,
                        Connection.FRESH,
                        Connection.FRESH,
                        Connection.FRESH,
                        Connection.KEPT);
    }
}
