package org.poolwarden.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.poolwarden.app.embedded.EmbeddedStack;
import org.poolwarden.app.operate.FakeTerminal;
import org.poolwarden.app.rehearse.SimulatedPools;
import org.poolwarden.sim.SimWorld;
import org.poolwarden.sim.http.SimFace.Wire;

/** From an address to an installation, against simulated hosts on loopback. */
@ExtendWith(SharedStack.class)
class InitTest {

    private static final String POOL = "pool: {name: closet, hosts: [alpha, beta], bmc: [alpha]}\n";

    private final FakeTerminal terminal = new FakeTerminal();

    @TempDir
    private Path temp;

    private Path dir;
    private int port;
    private SimulatedPools pools;
    private String out = "";
    private String err = "";

    @BeforeEach
    void open() throws Exception {
        dir = temp.resolve("new");
        port = freePort();
        pools = SimulatedPools.open("pool.yaml", POOL, port, Wire.TLS, note -> {});
    }

    @AfterEach
    void close() {
        pools.close();
    }

    @Test
    void whatIsWrittenPassesTheCheck(EmbeddedStack stack) throws IOException {
        assertThat(init(
                        "--address",
                        "127.0.0.12:" + port,
                        "--fingerprint",
                        pools.fingerprint(),
                        "--password-file",
                        password(),
                        "--bmc",
                        "alpha=https://127.0.0.11:" + (port + 1),
                        "--bmc-password-file",
                        password(),
                        "--pool",
                        "closet",
                        "--bootstrap",
                        stack.bootstrap(),
                        "--registry",
                        stack.registryUrl(),
                        "--replication-factor",
                        "1",
                        "--topic-prefix",
                        "init.",
                        "--observer",
                        "rack-a"))
                .as(out + err)
                .isZero();
        assertThat(out)
                .containsPattern("alpha +127.0.0.11:" + port + " +master")
                .containsPattern("beta +127.0.0.12:" + port + " +slave")
                .contains("poolwarden check --config " + dir.resolve("poolwarden.properties"));
        assertThat(terminal.questions()).isEmpty();
        String config = dir.resolve("poolwarden.properties").toString();

        assertThat(types("topics", "create", "--config", config)).as(out + err).isZero();
        int status = types(
                "check",
                "--config",
                config,
                "--connect",
                stack.connectUrl(),
                "--connectors",
                dir.resolve("connectors").toString(),
                "--worker",
                dir.resolve("worker.properties").toString());

        assertThat(status).as(out + err).isZero();
        assertThat(out)
                .contains("OK   connector heartbeat-closet", "OK   connector events-closet")
                .contains("OK   connector disks-closet", "WARN connector recovery-closet: dry.run")
                .contains("OK   host closet/beta: takes the login of root", "OK   bmc closet/alpha: says")
                .contains("WARN pool closet: without BMC: beta");
        assertThat(dir.resolve("connectors").toFile().listFiles())
                .hasSize(4)
                .allSatisfy(file -> assertThat(errorsOf(file, stack)).isZero());
    }

    /** What a worker says of a connector, before it would run; where secrets are is its own business. */
    private static int errorsOf(File file, EmbeddedStack stack) throws IOException, InterruptedException {
        ObjectMapper json = new ObjectMapper();
        ObjectNode config = (ObjectNode) json.readTree(file).path("config");
        config.put("name", "any").put("pools.closet.password", "any").put("pools.closet.bmc.password", "any");
        String type = config.path("connector.class").asText();
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(stack.connectUrl() + "/connector-plugins/" + type + "/config/validate"))
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(config.toString()))
                .build();
        String answer = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
        return json.readTree(answer).path("error_count").asInt(-1);
    }

    @Test
    void aPersonIsAskedForWhatIsNotSaid() throws IOException {
        answers(
                "127.0.0.11:" + port,
                "y",
                SimWorld.PASSWORD,
                "closet",
                "",
                "",
                "kafka:9092",
                "http://registry:8081",
                "",
                "");

        assertThat(init()).as(out + err).isZero();

        assertThat(terminal.questions())
                .containsExactly(
                        "Address of any host: ",
                        "Is it this host's? [y/N] ",
                        "Password of root: ",
                        "Name of the pool in every record [pool]: ",
                        "BMC of alpha, https://ADDRESS, empty for none: ",
                        "BMC of beta, https://ADDRESS, empty for none: ",
                        "Kafka's brokers [localhost:9092]: ",
                        "Schema registry [http://localhost:8081]: ",
                        "Replicas of each topic [3]: ",
                        "Where the connectors run [rack-a]: ");
        assertThat(out).contains(pools.fingerprint(), "Compare at the host's console:", "written: ");
        JsonNode heartbeat = new ObjectMapper()
                .readTree(dir.resolve("connectors/heartbeat-closet.json").toFile())
                .path("config");
        assertThat(heartbeat.path("pools.closet.hosts").asText())
                .isEqualTo("alpha=127.0.0.11:" + port + ",beta=127.0.0.12:" + port);
        assertThat(heartbeat.path("tls.fingerprints").asText()).isEqualTo(pools.fingerprint());
        Path secrets = dir.resolve("secrets/closet.properties");
        assertThat(heartbeat.path("pools.closet.password").asText()).isEqualTo("${file:" + secrets + ":password}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(secrets)).isEqualTo("password=" + SimWorld.PASSWORD + "\n");
        assertThat(everythingWrittenBut(secrets)).noneMatch(text -> text.contains(SimWorld.PASSWORD));
    }

    @Test
    void whoeverIsNotTrustedGetsNoPassword() {
        answers("127.0.0.11:" + port, "n");

        assertThat(init("--password-file", "/nowhere")).isEqualTo(1);

        assertThat(err).contains("nothing is written", "no password was sent there");
        assertThat(dir).doesNotExist();
    }

    @Test
    void aFileThatSomebodyHasChangedIsReplacedOnlyAfterAYes() throws IOException {
        String[] flags = {
            "--address",
            "127.0.0.11:" + port,
            "--trust-on-first-use",
            "--password-file",
            password(),
            "--no-bmc",
            "--bootstrap",
            "kafka:9092",
            "--registry",
            "http://registry:8081",
            "--pool",
            "closet",
            "--observer",
            "a"
        };
        String[] first = Arrays.copyOf(flags, flags.length + 2);
        first[flags.length] = "--replication-factor";
        first[flags.length + 1] = "3";
        assertThat(init(first)).as(out + err).isZero();
        assertThat(init(flags)).as(out + err).isZero();
        Path disks = dir.resolve("connectors/disks-closet.json");
        Files.writeString(disks, "{}");

        assertThat(init(flags)).isEqualTo(2);
        assertThat(err).contains(disks + " is there and differs. Replace it? --overwrite says yes");
        answers("n");
        assertThat(init(flags)).isZero();
        assertThat(out).contains("kept: " + disks);
        assertThat(disks).hasContent("{}");
        answers("y");
        assertThat(init(flags)).isZero();
        assertThat(Files.readString(disks)).contains("DiskConnector");
    }

    @Test
    void whoCannotBeAskedIsToldWhichFlagIsMissing() {
        assertThat(init()).isEqualTo(2);
        assertThat(err).isEqualTo("missing: --address; nobody has answered\n");
        assertThat(init("--address", "127.0.0.11:1")).isEqualTo(3);
        assertThat(err).contains("127.0.0.11:1 shows no certificate (CONNECTION_REFUSED");
        assertThat(init("--address", "127.0.0.11:" + port, "--trust-on-first-use"))
                .isEqualTo(2);
        assertThat(err).contains("missing: --password-file");
    }

    private List<String> everythingWrittenBut(Path secrets) throws IOException {
        List<String> texts = new ArrayList<>();
        try (var files = Files.walk(dir)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.equals(secrets)) {
                    texts.add(Files.readString(file));
                }
            }
        }
        assertThat(texts).hasSize(6);
        return texts;
    }

    private String password() throws IOException {
        return Files.writeString(temp.resolve("password"), SimWorld.PASSWORD + "\n")
                .toString();
    }

    private void answers(String... words) {
        terminal.answer(Arrays.asList(words).iterator()::next);
    }

    private int init(String... flags) {
        List<String> words = new ArrayList<>(List.of("init", "--dir", dir.toString()));
        words.addAll(List.of(flags));
        return types(words.toArray(String[]::new));
    }

    private int types(String... words) {
        StringWriter said = new StringWriter();
        StringWriter complained = new StringWriter();
        int status = Poolwarden.run(terminal, new PrintWriter(said, true), new PrintWriter(complained, true), words);
        out = said.toString();
        err = complained.toString();
        return status;
    }

    /** A port that is free, and the next one too: hosts listen on one, their BMCs on the other. */
    private static int freePort() throws IOException {
        while (true) {
            try (ServerSocket some = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.11"))) {
                try (ServerSocket next =
                        new ServerSocket(some.getLocalPort() + 1, 1, InetAddress.getByName("127.0.0.11"))) {
                    return next.getLocalPort() - 1;
                } catch (IOException e) {
                    continue;
                }
            }
        }
    }
}
