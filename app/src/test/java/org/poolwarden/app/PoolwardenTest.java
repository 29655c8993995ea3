package org.poolwarden.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.poolwarden.app.operate.FakeTerminal;

/** What somebody at a terminal gets: exit status, and one clear sentence. */
class PoolwardenTest {

    private static final String STORY =
            """
            name: nothing happens
            pool: {hosts: [alpha, beta], ha: off}
            run: 2m
            expect:
              - {%s: MASTER_LOST}
            """;

    private static final String LOSS =
            """
            name: the master loses power
            pool: {hosts: [alpha, beta], bmc: [alpha]}
            policy: {mode: auto}
            run: 3m
            events:
              - {at: 60s, do: power-off alpha}
            expect:
              - {command: PROMOTE, host: beta}
            """;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path dir;

    @Test
    void aRehearsalWhoseExpectationsHoldEndsWithZero() throws IOException {
        assertThat(run("rehearse", story("no-alert"))).isZero();
        assertThat(out.toString()).contains("PASS");
    }

    @Test
    void anExpectationThatDoesNotHoldEndsWithOne() throws IOException {
        assertThat(run("rehearse", story("alert"))).isEqualTo(1);
        assertThat(out.toString()).contains("FAIL");
    }

    @Test
    void aFileThatDoesNotParseEndsWithTwoAndItsLine() throws IOException {
        String file = story("allert");

        assertThat(run("rehearse", file)).isEqualTo(2);
        assertThat(err.toString())
                .startsWith(file + ":5: unknown expectation 'allert'; the nearest is 'alert'")
                .hasLineCount(1);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void severalFilesEndWithOneLineOfSummary() throws IOException {
        String passes = story("no-alert");
        String fails = Files.writeString(dir.resolve("fails.yaml"), STORY.formatted("alert"))
                .toString();

        assertThat(run("rehearse", passes, fails)).isEqualTo(1);
        assertThat(out.toString().stripTrailing()).endsWith("\n" + "1 of 2 rehearsals passed, 1 failed: " + fails);
    }

    @Test
    void aPolicyOfItsOwnStandsInForTheScenarios() throws IOException {
        String loss = Files.writeString(dir.resolve("loss.yaml"), LOSS).toString();
        Path policy = Files.writeString(dir.resolve("policy.yaml"), "mode: observe\n");

        assertThat(run("rehearse", loss)).isZero();
        assertThat(run("rehearse", loss, "--policy", policy.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("FAIL  command: PROMOTE, host: beta");
    }

    @Test
    void aPolicyThatDoesNotParseEndsWithTwoAndItsLine() throws IOException {
        Path policy = Files.writeString(dir.resolve("policy.yaml"), "mode: auto\nauto-fense: true\n");

        assertThat(run("rehearse", story("no-alert"), "--policy", policy.toString()))
                .isEqualTo(2);
        assertThat(err.toString().strip())
                .isEqualTo(policy + ":2: unknown key of the policy 'auto-fense'; the nearest is 'auto-fence'");
    }

    @Test
    void anotherSeedTellsTheStoryOtherwiseAndTheSameOneTheSame() throws IOException {
        String loss = Files.writeString(dir.resolve("loss.yaml"), LOSS).toString();

        assertThat(told("--seed", "7", loss))
                .isEqualTo(told("--seed", "7", loss))
                .isNotEqualTo(told(loss));
    }

    @Test
    void aFileThatIsNotThereEndsWithTwoAndItsName() {
        assertThat(run("rehearse", "nowhere.yaml")).isEqualTo(2);
        assertThat(err.toString()).contains("nowhere.yaml: cannot be read");
    }

    @Test
    void aWordThatIsNoneEndsWithTwoAndTheUsage() {
        assertThat(run("demonstrate")).isEqualTo(2);
        assertThat(run("rehearse")).isEqualTo(2);
        assertThat(err.toString()).contains("Usage: poolwarden");
    }

    @Test
    void aPortInUseIsOneSentence() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();

            assertThat(run("demo", "--port", String.valueOf(port))).isEqualTo(1);
            assertThat(err.toString().strip())
                    .isEqualTo("port " + port + " of 127.0.0.1 is in use: choose others with --port");
        }
    }

    @Test
    void aBrokerThatDoesNotAnswerIsOneSentence() throws IOException {
        String nobody;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = "127.0.0.1:" + closed.getLocalPort();
        }

        int status = run(
                "run",
                "--config",
                config(Map.of(
                        "bootstrap.servers",
                        nobody,
                        "schema.registry.url",
                        "http://" + nobody,
                        "state.dir",
                        dir.toString(),
                        "broker.patience.ms",
                        "2000")));

        assertThat(status).isEqualTo(1);
        assertThat(err.toString().strip()).isEqualTo("no Kafka broker answers at " + nobody + " within 2 s");
    }

    @Test
    void everyWrongFieldOfAConfigurationIsNamedAtOnce() throws IOException {
        int status = run(
                "run",
                "--config",
                config(Map.of("schema.registry.url", "", "heartbeat.ms", "soon", "heartbeet.ms", "5", "kafka.x", "y")));

        assertThat(status).isEqualTo(2);
        assertThat(err.toString())
                .contains("bootstrap.servers: ")
                .contains("schema.registry.url: ")
                .contains("state.dir: ")
                .contains("heartbeat.ms: ")
                .contains("heartbeet.ms: unknown")
                .doesNotContain("kafka.x");
    }

    @Test
    void aConfigurationThatIsNotThereIsNamed() {
        assertThat(run("run", "--config", dir.resolve("nothing").toString())).isEqualTo(2);
        assertThat(err.toString()).contains(dir.resolve("nothing").toString());
    }

    @Test
    void anOperatorsVerbNeedsLessOfTheSameConfiguration() throws IOException {
        String unknown =
                config(Map.of("bootstrap.servers", "127.0.0.1:1", "schema.registry.ulr", "x", "state.dir", ""));

        assertThat(run("list", "--config", unknown)).isEqualTo(2);
        assertThat(err.toString())
                .contains("schema.registry.url: ", "schema.registry.ulr: unknown")
                .doesNotContain("state.dir: ");
    }

    @Test
    void anOperatorsVerbOnABrokerThatDoesNotAnswerEndsWithThree() throws IOException {
        String nobody = config(Map.of(
                "bootstrap.servers",
                "127.0.0.1:1",
                "schema.registry.url",
                "http://127.0.0.1:1",
                "broker.patience.ms",
                "1000"));

        assertThat(run("pause", "--all", "--yes", "--reason", "test", "--config", nobody))
                .isEqualTo(3);
        assertThat(err.toString().strip()).isEqualTo("no Kafka broker answers at 127.0.0.1:1 within 1 s");
    }

    @Test
    void whatChangesTheWorldNeedsAReason() {
        for (String[] verb : new String[][] {
            {"approve", "PROMOTE"},
            {"reject", "PROMOTE"},
            {"ack", "closet/MASTER_LOST"},
            {"pause", "closet"},
            {"resume", "closet"},
            {"maintenance", "alpha", "30m"},
            {"policy", "set", "closet", "mode=auto"}
        }) {
            String[] words = Arrays.copyOf(verb, verb.length + 2);
            words[verb.length] = "--config";
            words[verb.length + 1] = "nothing";

            assertThat(run(words)).isEqualTo(2);
            assertThat(err.toString()).contains("Missing required option: '--reason=TEXT'");
            err.getBuffer().setLength(0);
        }
    }

    @Test
    void theEnvironmentNamesTheConfiguration() throws IOException, InterruptedException {
        ProcessBuilder child = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Poolwarden.class.getName(),
                "list");
        child.environment().put("POOLWARDEN_CONFIG", dir.resolve("nothing").toString());
        Process process = child.redirectErrorStream(true).start();

        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(said).contains(dir.resolve("nothing").toString()).doesNotContain("--config");
    }

    private String config(Map<String, String> keys) throws IOException {
        Properties properties = new Properties();
        properties.putAll(keys);
        Path file = dir.resolve("poolwarden.properties");
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
        return file.toString();
    }

    private String story(String expectation) throws IOException {
        return Files.writeString(dir.resolve("story.yaml"), STORY.formatted(expectation))
                .toString();
    }

    private String told(String... words) {
        out.getBuffer().setLength(0);
        String[] all =
                Stream.concat(Stream.of("rehearse"), Arrays.stream(words)).toArray(String[]::new);
        assertThat(run(all)).isZero();
        return out.toString();
    }

    private int run(String... args) {
        return Poolwarden.run(new FakeTerminal(), new PrintWriter(out, true), new PrintWriter(err, true), args);
    }
}
