package org.poolwarden.app.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.poolwarden.schema.DiskSample;
import org.poolwarden.schema.HostHeartbeat;
import org.poolwarden.schema.XapiEvent;

/** The plugin's archive in a Connect worker of its own: another process, with nothing of ours on its class path. */
@Timeout(300)
class PluginArchiveTest {

    @TempDir
    private Path dir;

    @Test
    void theArchiveHasNothingThatEveryWorkerHas() throws Exception {
        PluginArchive archive = PluginArchive.unpackedInto(dir.resolve("plugins"));

        assertThat(archive.classes())
                .contains("org/poolwarden/connect/heartbeat/HeartbeatConnector.class")
                .noneMatch(name -> name.startsWith("org/apache/kafka/"))
                .noneMatch(name -> name.startsWith("org/slf4j/"))
                .noneMatch(name -> name.startsWith("org/apache/logging/"))
                .noneMatch(name -> name.startsWith("org/poolwarden/sim/"));
    }

    @Test
    void anyConnectClusterTakesItAndEverySourcesRecordsArrive() throws Exception {
        PluginArchive archive = PluginArchive.unpackedInto(dir.resolve("plugins"));
        try (WorkerBench bench = WorkerBench.open(dir, archive, Map.of("closet", List.of("alpha", "beta")))) {
            ConnectWorker worker = bench.worker().awaitReady();
            assertThat(plugins(worker))
                    .contains(
                            "org.poolwarden.connect.heartbeat.HeartbeatConnector",
                            "org.poolwarden.connect.event.EventConnector",
                            "org.poolwarden.connect.disk.DiskConnector",
                            "org.poolwarden.connect.recovery.RecoverySinkConnector",
                            "org.poolwarden.connect.alert.AlertSinkConnector");
            for (String kind : List.of("heartbeat", "event", "disk")) {
                Map<String, String> config = bench.source(kind, "closet");
                // Beta is only listed by its master.
                config.computeIfPresent("pools.closet.hosts", (key, hosts) -> hosts.split(",")[0]);
                worker.run(kind, config);
            }

            TopicTail<HostHeartbeat> heartbeats = bench.tail(bench.topics.heartbeats());
            TopicTail<XapiEvent> events = bench.tail(bench.topics.events());
            TopicTail<DiskSample> samples = bench.tail(bench.topics.diskSamples());
            await().atMost(ConnectWorker.PATIENCE).untilAsserted(() -> {
                assertThat(heartbeats.values())
                        .extracting(HostHeartbeat::getHost)
                        .contains("alpha", "beta");
                assertThat(events.values())
                        .extracting(event -> event.getType().orElse("resync"))
                        .contains("resync", "pool", "host", "vm");
                assertThat(samples.values()).extracting(DiskSample::getHost).contains("alpha", "beta");
            });
            assertThat(heartbeats.records())
                    .allMatch(record -> record.key().equals("closet")
                            && record.value().getPool().equals("closet"));
            Map<String, String> wrong = bench.source("disk", "closet");
            wrong.put("name", "other");
            wrong.put("disk.poll.ms", "soon");
            wrong.remove("pools.closet.password");
            assertThat(worker.wrongFields("DiskConnector", wrong))
                    .containsExactlyInAnyOrder("disk.poll.ms", "pools.closet.password");
            assertThat(worker.wrongFields(
                            "AlertSinkConnector",
                            Map.of(
                                    "connector.class", "org.poolwarden.connect.alert.AlertSinkConnector",
                                    "name", "alerts",
                                    "topics", "xen.alerts",
                                    "target", "webhook",
                                    "target.urls", "hook.example",
                                    "schema.registry.url", "http://registry:8081")))
                    .containsExactlyInAnyOrder("target", "target.urls", "webhook.secret");
        }
    }

    private static List<String> plugins(ConnectWorker worker) throws Exception {
        List<String> plugins = new ArrayList<>();
        worker.get("/connector-plugins")
                .forEach(plugin -> plugins.add(plugin.path("class").asText()));
        return plugins;
    }
}
