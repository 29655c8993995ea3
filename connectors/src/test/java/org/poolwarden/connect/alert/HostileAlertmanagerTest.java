package org.poolwarden.connect.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.poolwarden.connect.alert.HostileServer.Manner;

/** The whole task against an Alertmanager that does everything wrong to one pool's alerts, over real connections. */
@Timeout(60)
class HostileAlertmanagerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private HostileServer server;
    private SinkBench bench;

    @BeforeEach
    void open() throws Exception {
        server = new HostileServer();
        bench = new SinkBench(Map.of(
                "target", "alertmanager", "target.urls", server.url(), "deadline.ms", "500", "repeat.ms", "60000"));
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
        server.close();
    }

    /** With a repetition a minute away, what the other pool's alert waits for would be seen. */
    @ParameterizedTest
    @EnumSource(
            value = Manner.class,
            names = {"OK", "BAD_REQUEST", "GARBAGE"},
            mode = EnumSource.Mode.EXCLUDE)
    void aPoolWhoseAlertsAreNotTakenDelaysNoOtherAndIsToldInTheEnd(Manner manner) {
        server.answers("closet", manner);
        bench.start();
        bench.says(Alerts.lost("closet", Instant.now()));
        bench.says(Alerts.lost("attic", Instant.now()));
        bench.turn();
        bench.turn();

        await().atMost(PATIENCE).until(() -> bench.metrics.metric("accepted-total", "") == 1);
        await().atMost(PATIENCE).until(() -> told("closet") > 1);
        assertThat(told("attic")).isEqualTo(1);
        assertThat(bench.metrics.metric("waiting", "")).isEqualTo(1);

        server.isWell();
        await().atMost(PATIENCE).until(() -> bench.metrics.metric("waiting", "") == 0);
        assertThat(bench.letters).isEmpty();
        assertThat(server.requests).extracting(HostileServer.Request::path).containsOnly("/api/v2/alerts");
    }

    private long told(String pool) {
        return server.requests.stream()
                .filter(request -> request.body().contains(pool))
                .count();
    }
}
