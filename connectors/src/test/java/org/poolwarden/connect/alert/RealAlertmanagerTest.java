package org.poolwarden.connect.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.poolwarden.schema.Alert;

/** The whole task against a real Alertmanager with the routes and inhibitions of docs/consumers.md. */
@Timeout(120)
class RealAlertmanagerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Alertmanager's clock is the machine's, so an alert begins by it too. */
    private static final Instant BEGAN = Instant.now().minusSeconds(180).truncatedTo(ChronoUnit.SECONDS);

    private static final Path DOC = Path.of("../docs/consumers.md");

    @TempDir
    private Path dir;

    private HostileServer receiver;
    private RealAlertmanager alertmanager;
    private SinkBench bench;

    @BeforeEach
    void open() throws Exception {
        receiver = new HostileServer();
        alertmanager = RealAlertmanager.start(dir, example());
        bench = bench();
        bench.start();
    }

    private SinkBench bench() {
        return new SinkBench(Map.of(
                "target",
                "alertmanager",
                "target.urls",
                alertmanager.url(),
                "repeat.ms",
                "1000",
                "console.url",
                "https://console.example"));
    }

    /** The example, with this test's receiver, an impatient resolve_timeout and no waiting for groups to gather. */
    private String example() throws Exception {
        String doc = Files.readString(DOC);
        String yaml = doc.substring(doc.indexOf("```yaml\n") + 8);
        return yaml.substring(0, yaml.indexOf("```"))
                .replace("https://pager.example/hook", receiver.url() + "/pager")
                .replace("https://chat.example/hook", receiver.url() + "/chat")
                .replace("resolve_timeout: 5m", "resolve_timeout: 6s")
                .replaceAll("group_wait: \\w+", "group_wait: 0s")
                .replaceAll("group_interval: \\w+", "group_interval: 1s");
    }

    @AfterEach
    void close() throws Exception {
        if (bench != null) {
            bench.close();
        }
        if (alertmanager != null) {
            alertmanager.close();
        }
        receiver.close();
    }

    @Test
    void anAlertFiresIsSeenAndResolves() {
        Alert lost = Alerts.lost("closet", BEGAN);
        say(lost);

        await().atMost(PATIENCE).until(() -> seen().equals(List.of("MASTER_LOST closet warning active")));
        await().atMost(PATIENCE).untilAsserted(() -> {
            JsonNode alert = alertmanager.alerts().get(0);
            assertThat(alert.path("annotations").path("summary").asText()).isEqualTo("the master of closet is lost");
            assertThat(Instant.parse(alert.path("startsAt").asText())).isEqualTo(BEGAN);
            assertThat(alert.path("generatorURL").asText()).isEqualTo("https://console.example/pools/closet");
        });
        assertThat(bench.committed()).as("a restart must read it again").isZero();

        say(Alerts.resolved(lost));
        await().atMost(PATIENCE).until(() -> seen().isEmpty());
        await().atMost(PATIENCE).until(() -> bench.committed() == 2);
        await().atMost(PATIENCE).until(() -> told("/chat").contains("resolved"));
        assertThat(told("/pager")).as("a warning wakes nobody").isEmpty();
    }

    /** Repeated each second, it outlives a resolve_timeout of six; no longer repeated, it does not. */
    @Test
    void whatFiresGoesOnFiringAcrossARestartAndLapsesWithoutASink() throws Exception {
        say(Alerts.lost("closet", BEGAN));
        await().atMost(PATIENCE).until(() -> seen().size() == 1);
        Instant lapses = end();
        await().atMost(PATIENCE).until(() -> end().isAfter(lapses.plusSeconds(2)));

        bench.stop();
        bench.start();
        bench.turn();
        bench.turn();
        Instant afterwards = end();
        await().atMost(PATIENCE).until(() -> end().isAfter(afterwards.plusSeconds(6)));
        assertThat(seen()).containsExactly("MASTER_LOST closet warning active");

        bench.stop();
        await().atMost(PATIENCE).until(() -> seen().isEmpty());
    }

    @Test
    void aRiseLeavesOneAlertFiringAndWakesSomebody() throws Exception {
        Alert lost = Alerts.lost("closet", BEGAN);
        say(lost);
        await().atMost(PATIENCE).until(() -> seen().equals(List.of("MASTER_LOST closet warning active")));
        say(Alerts.risen(lost));

        await().atMost(PATIENCE).until(() -> seen().contains("MASTER_LOST closet critical active"));
        assertThat(seen()).as("the old one ends with the new one's beginning").hasSize(1);
        await().atMost(PATIENCE).until(() -> told("/pager").contains("firing"));
    }

    /** The example's rule: what a lost master explains is not told beside it. */
    @Test
    void aLostMasterInhibitsTheWarningsOfItsPoolAndOfNoOther() {
        say(Alerts.risen(Alerts.lost("closet", BEGAN)));
        say(Alerts.hostLost("closet", "beta", BEGAN));
        say(Alerts.hostLost("attic", "omega", BEGAN));

        await().atMost(PATIENCE).until(() -> seen().equals(List.of(
                "HOST_LOST attic warning active",
                "HOST_LOST closet warning suppressed",
                "MASTER_LOST closet critical active")));
    }

    private void say(Alert alert) {
        bench.says(alert);
        bench.turn();
        bench.turn();
    }

    private List<String> told(String path) {
        return receiver.requests.stream()
                .filter(request -> request.path().equals(path))
                .map(request -> request.body().contains("\"status\":\"firing\"") ? "firing" : "resolved")
                .toList();
    }

    private Instant end() throws Exception {
        return Instant.parse(alertmanager.alerts().get(0).path("endsAt").asText());
    }

    private List<String> seen() throws Exception {
        List<String> seen = new ArrayList<>();
        alertmanager
                .alerts()
                .forEach(
                        alert -> seen.add(alert.path("labels").path("alertname").asText() + " "
                                + alert.path("labels").path("pool").asText() + " "
                                + alert.path("labels").path("severity").asText() + " "
                                + alert.path("status").path("state").asText()));
        return seen.stream().sorted().toList();
    }
}
