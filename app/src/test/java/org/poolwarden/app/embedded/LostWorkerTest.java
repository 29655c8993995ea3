package org.poolwarden.app.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.poolwarden.schema.DiskResource;
import org.poolwarden.schema.DiskSample;
import org.poolwarden.schema.HostHeartbeat;

/** Two Connect workers in processes of their own, and what becomes of tasks when something happens to other tasks. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(300)
class LostWorkerTest {

    private static final List<String> CONNECTORS =
            List.of("heartbeat-closet", "disk-closet", "heartbeat-attic", "disk-attic");

    private WorkerBench bench;
    private TopicTail<HostHeartbeat> heartbeats;
    private TopicTail<DiskSample> samples;
    private ConnectWorker one;
    private ConnectWorker other;

    @BeforeAll
    void twoWorkersAndOnePool(@TempDir Path dir) throws Exception {
        PluginArchive archive = PluginArchive.unpackedInto(dir.resolve("plugins"));
        Map<String, List<String>> pools = new LinkedHashMap<>();
        pools.put("closet", List.of("alpha", "beta"));
        pools.put("attic", List.of("gamma", "delta"));
        bench = WorkerBench.open(dir, archive, pools);
        heartbeats = bench.tail(bench.topics.heartbeats());
        samples = bench.tail(bench.topics.diskSamples());
        one = bench.worker();
        other = bench.worker();
        one.awaitReady();
        other.awaitReady();
        one.run("heartbeat-closet", bench.source("heartbeat", "closet"));
        one.run("disk-closet", bench.source("disk", "closet"));
    }

    @AfterAll
    void close() {
        if (bench != null) {
            bench.close();
        }
    }

    /** One connector for each pool: the others do not even miss a round. */
    @Test
    @Order(1)
    void aPoolThatIsAddedDisturbsNoOther() {
        await().atMost(ConnectWorker.PATIENCE).until(() -> heartbeats("alpha").size() >= 3);
        one.run("heartbeat-attic", bench.source("heartbeat", "attic"));
        one.run("disk-attic", bench.source("disk", "attic"));
        await().atMost(ConnectWorker.PATIENCE).until(() -> heartbeats("gamma").size() >= 3);

        assertThat(heartbeats("alpha"))
                .extracting(HostHeartbeat::getIncarnation)
                .containsOnly(heartbeats("alpha").get(0).getIncarnation());
        List<Long> rounds =
                heartbeats("alpha").stream().map(HostHeartbeat::getRound).toList();
        assertThat(rounds.get(rounds.size() - 1) - rounds.get(0)).isEqualTo(rounds.size() - 1);
    }

    @Test
    @Order(2)
    void offsetsAreReadAndAlteredByConnectsOwnApi() throws Exception {
        await().atMost(ConnectWorker.PATIENCE).until(() -> offset("alpha").isIntegralNumber());
        assertThat(one.send("PUT", "/connectors/disk-closet/stop", null).statusCode())
                .isEqualTo(204);
        await().atMost(ConnectWorker.PATIENCE).until(() -> status("disk-closet").equals("STOPPED"));
        long last = offset("alpha").asLong();

        HttpResponse<String> refused = alter("{\"t\": " + last * 1000 + "}");
        assertThat(refused.statusCode()).isEqualTo(500);
        assertThat(refused.body()).contains("whole seconds since the epoch, not milliseconds");
        assertThat(offset("alpha").asLong()).isEqualTo(last);

        assertThat(alter("{\"t\": " + (last + 1) + "}").statusCode()).isEqualTo(200);
        await().atMost(ConnectWorker.PATIENCE).until(() -> offset("alpha").asLong() == last + 1);
        assertThat(alter("{\"t\": " + last + "}").statusCode()).isEqualTo(200);
        assertThat(one.send("PUT", "/connectors/disk-closet/resume", null).statusCode())
                .isEqualTo(202);
        await().atMost(ConnectWorker.PATIENCE).until(() -> one.areRunning(CONNECTORS));
    }

    /** Six seconds until the group notices; the rest is for the rebalance and the tasks' start. */
    @Test
    @Order(3)
    void aLostWorkersTasksMoveWithinTenSeconds() throws Exception {
        ConnectWorker lost = workerOf("disk-closet");
        ConnectWorker left = lost == one ? other : one;
        List<String> orphans = CONNECTORS.stream()
                .filter(connector -> runsOn(left, connector, lost))
                .toList();
        assertThat(orphans).contains("disk-closet").doesNotContainSequence(CONNECTORS);
        long killed = System.nanoTime();
        lost.kill();

        await().atMost(ConnectWorker.PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions()
                .until(() -> left.areRunning(orphans)
                        && orphans.stream().allMatch(connector -> runsOn(left, connector, left)));

        assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(Duration.ofSeconds(10));
    }

    /** A row's time is committed with the row. */
    @Test
    @Order(4)
    void acrossAllOfThisNoRowWasLostAndNoneCameTwice() {
        for (String host : List.of("alpha", "beta", "gamma", "delta")) {
            int before = rows(host).size();
            await().atMost(ConnectWorker.PATIENCE).until(() -> rows(host).size() >= before + 2);

            List<Long> rows = rows(host);
            assertThat(rows).as(host).doesNotHaveDuplicates().isSorted();
            assertThat(rows.get(rows.size() - 1) - rows.get(0))
                    .as(host + " without a gap")
                    .isEqualTo(5L * (rows.size() - 1));
        }
    }

    private List<HostHeartbeat> heartbeats(String host) {
        return heartbeats.values().stream()
                .filter(heartbeat -> heartbeat.getHost().equals(host))
                .toList();
    }

    private List<Long> rows(String host) {
        return samples.values().stream()
                .filter(sample -> sample.getHost().equals(host) && sample.getResource() == DiskResource.SR)
                .map(DiskSample::getT)
                .map(t -> t.getEpochSecond())
                .toList();
    }

    private JsonNode offset(String host) throws Exception {
        for (JsonNode entry : one.get("/connectors/disk-closet/offsets").path("offsets")) {
            if (entry.path("partition").path("host").asText().equals("closet/" + host)) {
                return entry.path("offset").path("t");
            }
        }
        return one.get("/").path("no offset");
    }

    private HttpResponse<String> alter(String offset) throws Exception {
        return one.send(
                "PATCH",
                "/connectors/disk-closet/offsets",
                "{\"offsets\": [{\"partition\": {\"host\": \"closet/alpha\"}, \"offset\": " + offset + "}]}");
    }

    private String status(String connector) throws Exception {
        JsonNode status = one.get("/connectors/" + connector + "/status");
        return status.path("tasks").size() > 0
                ? "tasks run"
                : status.path("connector").path("state").asText();
    }

    private ConnectWorker workerOf(String connector) throws Exception {
        String id = one.workerOf(connector);
        return id.equals(one.id()) ? one : other;
    }

    private static boolean runsOn(ConnectWorker asked, String connector, ConnectWorker worker) {
        try {
            return asked.workerOf(connector).equals(worker.id());
        } catch (Exception e) {
            throw new IllegalStateException("no status of " + connector, e);
        }
    }
}
