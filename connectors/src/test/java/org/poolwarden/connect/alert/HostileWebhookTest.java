package org.poolwarden.connect.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.poolwarden.connect.VirtualTime;
import org.poolwarden.connect.alert.HostileServer.Manner;
import org.poolwarden.schema.Alert;

/** The whole task against a receiver that does everything wrong to one pool's alerts, over real connections. */
@Timeout(60)
class HostileWebhookTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Alert lost = Alerts.lost("closet", VirtualTime.START);
    private final Alert other = Alerts.lost("attic", VirtualTime.START);
    private HostileServer server;
    private SinkBench bench;

    @BeforeEach
    void open() throws Exception {
        server = new HostileServer();
        bench = bench(3_000);
    }

    private SinkBench bench(int giveUpMs) {
        return new SinkBench(Map.of(
                "target", "webhook",
                "target.urls", server.url() + "/hook",
                "webhook.secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "deadline.ms", "500",
                "give.up.ms", String.valueOf(giveUpMs)));
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
        server.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = Manner.class,
            names = {"OK", "BAD_REQUEST", "GARBAGE"},
            mode = EnumSource.Mode.EXCLUDE)
    void whatNeverWorksIsADeadLetterAndOtherPoolsAndTheNextAlertsPass(Manner manner) {
        server.answers("\"xen.alerts-0-0\"", manner);
        bench.start();
        bench.says(lost);
        bench.says(Alerts.resolved(lost));
        bench.says(other);
        bench.turn();

        await().atMost(PATIENCE).until(() -> ids().contains("xen.alerts-0-2"));
        assertThat(ids()).as("it waits for its own pool's first").doesNotContain("xen.alerts-0-1");
        await().atMost(PATIENCE).until(() -> bench.committed() == 3 && ids().contains("xen.alerts-0-1"));

        assertThat(bench.letters).singleElement().asString().startsWith("0: the webhook did not accept it in ");
        assertThat(ids().stream().filter("xen.alerts-0-0"::equals).count()).isGreaterThan(1);
        assertThat(ids().stream().filter("xen.alerts-0-1"::equals)).hasSize(1);
        assertThat(ids().stream().filter("xen.alerts-0-2"::equals)).hasSize(1);
        assertThat(server.requests).extracting(HostileServer.Request::path).containsOnly("/hook");
        assertThat(bench.metrics.metric("dead-letters-total", "")).isEqualTo(1);
        assertThat(bench.metrics.metric("accepted-total", "")).isEqualTo(2);
    }

    /** It is shunned as a whole for a while, because the JDK never closes such a connection; nothing is lost by that. */
    @Test
    void whatASpeakerOfNoHttpWasToldIsADeadLetter() {
        server.answers("closet", Manner.GARBAGE);
        bench.start();
        bench.says(lost);
        bench.turn();

        await().atMost(PATIENCE).until(() -> bench.committed() == 1);
        assertThat(bench.letters).hasSize(1);
        assertThat(bench.metrics.metric("failures-total", "NONSENSE")).isPositive();
    }

    @Test
    void aBadRequestIsADeadLetterAtOnce() {
        server.answers("xen.alerts-0-0", Manner.BAD_REQUEST);
        bench.start();
        bench.says(lost);
        bench.says(Alerts.resolved(lost));
        bench.turn();

        await().atMost(PATIENCE).until(() -> bench.committed() == 2);
        assertThat(bench.letters)
                .containsExactly("0: the webhook did not accept it in 1 attempts, the last time: status 400 no such");
        assertThat(ids()).containsExactly("xen.alerts-0-0", "xen.alerts-0-1");
    }

    /** The receiver had it and could not say so: it comes again, with the id by which it is known. */
    @Test
    void whatIsNotConfirmedComesAgainAndNothingIsLost() {
        bench = bench(60_000);
        server.answers("xen.alerts-0-0", Manner.CLOSES);
        bench.start();
        bench.says(lost);
        bench.says(Alerts.resolved(lost));
        bench.turn();
        await().atMost(PATIENCE).until(() -> ids().size() >= 2);
        server.isWell();

        await().atMost(PATIENCE).until(() -> bench.committed() == 2);
        assertThat(ids().stream().distinct()).containsExactly("xen.alerts-0-0", "xen.alerts-0-1");
        assertThat(ids().get(ids().size() - 1)).isEqualTo("xen.alerts-0-1");
        assertThat(bench.letters).isEmpty();
    }

    @Test
    void whatWasNotAcceptedIsReadAgainByTheNextTask() {
        server.answers("closet", Manner.HANGS);
        bench.start();
        bench.says(other);
        bench.says(lost);
        bench.says(Alerts.resolved(other));
        bench.turn();
        await().atMost(PATIENCE).until(() -> ids().contains("xen.alerts-0-2"));
        assertThat(bench.committed()).isEqualTo(1);
        bench.stop();
        server.isWell();

        bench.start();
        await().atMost(PATIENCE).until(() -> bench.committed() == 3);

        assertThat(bench.letters).isEmpty();
        assertThat(ids().stream().distinct())
                .containsExactlyInAnyOrder("xen.alerts-0-0", "xen.alerts-0-1", "xen.alerts-0-2");
        assertThat(ids().stream().filter("xen.alerts-0-0"::equals))
                .as("what was committed comes once")
                .hasSize(1);
    }

    @Test
    void aTargetThatHangsDelaysNoStop() {
        server.answers("closet", Manner.HANGS);
        bench = new SinkBench(Map.of(
                "target", "webhook",
                "target.urls", server.url(),
                "webhook.secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "deadline.ms", "60000"));
        bench.start();
        bench.says(lost);
        bench.turn();
        await().atMost(PATIENCE).until(() -> !server.requests.isEmpty());

        assertTimeout(Duration.ofSeconds(2), bench::stop);
    }

    @Test
    void whatDoesNotDecodeIsADeadLetterAndHoldsNothingUp() {
        bench.start();
        bench.append("closet/MASTER_LOST", new byte[] {1, 2, 3});
        bench.append("nonsense", null);
        bench.append("closet/MASTER_LOST", null);
        bench.says(lost);
        bench.turn();

        await().atMost(PATIENCE).until(() -> bench.committed() == 4 && ids().contains("xen.alerts-0-3"));
        assertThat(bench.letters).hasSize(2);
        assertThat(bench.letters.get(0)).contains("expected a zero byte");
        assertThat(bench.letters.get(1)).contains("expected a key pool/KIND");
    }

    private List<String> ids() {
        return server.requests.stream().map(HostileWebhookTest::id).toList();
    }

    private static String id(HostileServer.Request request) {
        try {
            JsonNode event = JSON.readTree(request.body());
            return event.path("id").asText();
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError("no JSON: " + request.body(), e);
        }
    }
}
