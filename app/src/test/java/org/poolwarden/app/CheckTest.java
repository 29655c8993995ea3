package org.poolwarden.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.poolwarden.app.demo.DemoPool;
import org.poolwarden.app.embedded.EmbeddedStack;
import org.poolwarden.app.run.StartException;
import org.poolwarden.sim.SimWorld;

/** What somebody is told about an installation: a sound one, and one with each of its parts broken. */
@ExtendWith(SharedStack.class)
class CheckTest {

    private static final String OTHER_FINGERPRINT = "AA:".repeat(31) + "AA";

    @TempDir
    private Path dir;

    private EmbeddedStack stack;
    private Laboratory lab;
    private DemoPool pool;

    @BeforeEach
    void open(EmbeddedStack running, TestInfo test) throws IOException, InterruptedException, StartException {
        stack = running;
        lab = new Laboratory(stack, test.getTestMethod().orElseThrow().getName() + ".", dir);
        configure("heartbeat.ms=2000", "deadline.ms=1000", "state.dir=" + dir.resolve("state"), "apps=failover");
        pool = DemoPool.open(List.of("alpha", "beta"), event -> {});
    }

    @AfterEach
    void close() {
        pool.close();
        lab.close();
    }

    @Test
    void nothingIsMissingFromASoundInstallation() throws IOException {
        int status = lab.types("check", "--connect", stack.connectUrl(), "--connectors", connector(Map.of()));

        assertThat(status).as(lab.said() + lab.complained()).isZero();
        assertThat(lab.said())
                .contains("OK   kafka: 1 broker at ", "OK   kafka version: 4.")
                .contains("OK   topics: all 16 are as poolwarden makes them")
                .contains("OK   rights: on 16 topics", "may be begun", "OK   registry: answers at ")
                .contains("OK   plugins: all 5 are installed", "OK   connector heartbeat-closet: is configured right")
                .contains("OK   host closet/alpha: shows the pinned certificate ")
                .contains("OK   host closet/beta: takes the login of root")
                .contains("OK   pool closet: alpha is master, and all who answer follow it")
                .contains("OK   pool closet: its 2 members are those that are configured")
                .contains("OK   bmc closet/alpha: says that the power is ON")
                .doesNotContain("FAIL ");
        assertThat(lab.said().lines()).last().asString().endsWith(" OK, 1 WARN, 0 FAIL");
        assertThat(lab.types("check", "--connect", stack.connectUrl(), "--connectors", connector(Map.of()), "--strict"))
                .isEqualTo(1);
    }

    @Test
    void everythingThatIsWrongIsTold() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrap()))) {
            String grants = lab.topics.grants().name();
            admin.deleteTopics(List.of(grants)).all().get();
            await().until(() -> !admin.listTopics().names().get().contains(grants));
        }
        pool.happens(world -> world.host("beta").powerOff());

        int status = lab.types(
                "check",
                "--connect",
                "http://127.0.0.1:1",
                "--connectors",
                connector(Map.of("heartbeat.ms", "3000", "value.converter", "org.example.Json")),
                "--connectors",
                connector(Map.of("pools.closet.password", "wrong"), "events", "event.EventConnector"),
                "-o",
                "json");

        assertThat(status).isEqualTo(1);
        assertThat(failures())
                .anyMatch(line -> line.contains("missing, or not to be seen")
                        && line.contains(lab.topics.grants().name())
                        && line.contains("poolwarden topics create"))
                .anyMatch(line -> line.contains("does not answer at http://127.0.0.1:1"))
                .anyMatch(line -> line.contains("heartbeat.ms is 3000, and the processors have 2000"))
                .anyMatch(line -> line.contains("value.converter is org.example.Json"))
                .anyMatch(line -> line.contains("alpha") && line.contains("refuses the login of root"))
                .anyMatch(line -> line.contains("closet/beta") && line.contains("does not answer: "))
                .anyMatch(line -> line.contains("no host that is configured answers as its master"));
        assertThat(failures()).allMatch(line -> line.contains("\"next\":\""));
    }

    @Test
    void aCertificateThatIsNotPinnedGetsNoPassword() throws IOException {
        assertThat(lab.types("check", "--connectors", connector(Map.of("tls.fingerprints", OTHER_FINGERPRINT))))
                .isEqualTo(1);

        assertThat(lab.said())
                .contains("FAIL host closet/alpha: ", " shows a certificate that is not pinned: ")
                .contains("next: compare it at the console")
                .doesNotContain("takes the login");
    }

    @Test
    void aMemberThatNobodyInterviewsIsTold() throws IOException {
        String onlyAlpha =
                pool.config(SimWorld.PASSWORD).get("pools.closet.hosts").split(",")[0];

        lab.types("check", "--connectors", connector(Map.of("pools.closet.hosts", onlyAlpha, "pools.closet.bmc", "")));

        assertThat(lab.said())
                .contains("WARN pool closet: members that nobody interviews: beta=10.0.0.12")
                .contains("WARN pool closet: without BMC: alpha");
    }

    @Test
    void aSecretOfAnotherMachineIsNoFault() throws IOException {
        lab.types("check", "--connectors", connector(Map.of("pools.closet.password", "${file:/nowhere/secrets:it}")));

        assertThat(lab.said())
                .contains("WARN connector heartbeat-closet: its secrets cannot be read here")
                .contains("WARN pools: no host has been asked")
                .doesNotContain("FAIL ");
    }

    @Test
    void aWorkersFileTellsWhatItsRestApiDoesNot() throws IOException {
        Path worker = Files.writeString(
                dir.resolve("worker.properties"),
                "exactly.once.source.support=enabled\n"
                        + "key.converter=org.apache.kafka.connect.storage.StringConverter\nvalue.converter=org.example.Json\n");
        String connector = connector(Map.of("key.converter", "", "value.converter", ""));

        assertThat(lab.types("check", "--worker", worker.toString(), "--connectors", connector))
                .isEqualTo(1);

        assertThat(lab.said())
                .contains("a lost worker's pools are watched by nobody for 310000 ms")
                .contains("WARN worker: does not check that itself")
                .contains("OK   worker: events and disks come exactly once")
                .contains("FAIL connector heartbeat-closet: value.converter is org.example.Json")
                .doesNotContain("key.converter is");
        lab.types("check", "--connectors", connector);
        assertThat(lab.said())
                .contains("rests on what the worker has for key.converter and value.converter")
                .contains("next: name the worker's file with --worker");
    }

    @Test
    void aKafkaThatIsAwayIsOneFaultOfSeveral() throws IOException {
        Path config = Files.writeString(
                dir.resolve("away.properties"),
                "bootstrap.servers=127.0.0.1:1\nschema.registry.url=http://127.0.0.1:1\nbroker.patience.ms=500\n"
                        + "state.dir=" + dir + "\n");

        assertThat(lab.typesWith(config, "check")).isEqualTo(1);

        assertThat(lab.said())
                .contains("FAIL kafka: no broker answers at 127.0.0.1:1", "FAIL registry: does not answer at ");
        Files.writeString(
                config,
                "bootstrap.servers=127.0.0.1:1\nschema.registry.url=http://127.0.0.1:1\nbroker.patience.ms=500\n");
        assertThat(lab.typesWith(config, "check")).isEqualTo(1);
        assertThat(lab.said()).contains("FAIL configuration: state.dir", "FAIL kafka: ", "FAIL registry: ");
        Files.writeString(config, "state.dir=x\ntopic.partitons=3\n");
        assertThat(lab.typesWith(config, "check")).isEqualTo(1);
        assertThat(lab.said()).contains("FAIL configuration: topic.partitons: unknown", "bootstrap.servers: Missing");
    }

    private List<String> failures() {
        return lab.said()
                .lines()
                .filter(line -> line.contains("\"grade\":\"FAIL\""))
                .toList();
    }

    private void configure(String... lines) throws IOException {
        Files.writeString(lab.config(), Files.readString(lab.config()) + String.join("\n", lines) + "\n");
    }

    private String connector(Map<String, String> otherwise) throws IOException {
        return connector(otherwise, "heartbeat", "heartbeat.HeartbeatConnector");
    }

    private String connector(Map<String, String> otherwise, String name, String type) throws IOException {
        Map<String, String> config = new HashMap<>(pool.config(SimWorld.PASSWORD));
        config.put("connector.class", "org.poolwarden.connect." + type);
        config.put("schema.registry.url", stack.registryUrl());
        config.put("topic.prefix", lab.topics.named(""));
        config.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
        config.put("value.converter", "org.apache.kafka.connect.converters.ByteArrayConverter");
        if (name.equals("heartbeat")) {
            config.put("observer", "rack-a");
        }
        config.putAll(otherwise);
        config.values().removeIf(String::isEmpty);
        Path file = dir.resolve(name + ".json");
        new ObjectMapper().writeValue(file.toFile(), Map.of("name", name + "-closet", "config", config));
        return file.toString();
    }
}
