package org.poolwarden.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.poolwarden.app.embedded.EmbeddedStack;
import org.poolwarden.app.operate.FakeTerminal;

/** What a real bash offers at a cursor, with the script that it would read. */
@ExtendWith(SharedStack.class)
class CompletionTest {

    /** Stands for the command: what it is asked, and the pools that there are. */
    private static final String COMMAND =
            """
            #!/bin/bash
            echo "$POOLWARDEN_CONFIG $*" >> "$0.asked"
            printf '%s\\n' attic closet cellar
            """;

    /** The builtin complains where no key was pressed. */
    private static final String WITHOUT_TAB = "function compopt() { :; }\n";

    @TempDir
    private Path dir;

    private Path script;
    private Path command;

    @BeforeEach
    void open() throws IOException {
        StringWriter out = new StringWriter();
        assertThat(Poolwarden.run(
                        new FakeTerminal(), new PrintWriter(out), new PrintWriter(System.err), "completion", "bash"))
                .isZero();
        script = Files.writeString(dir.resolve("completion.bash"), out.toString());
        command = Files.writeString(dir.resolve("poolwarden"), COMMAND);
        Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void verbsAndOptionsAreOffered() throws Exception {
        assertThat(offered("po")).containsExactly("policy");
        assertThat(offered(""))
                .contains("list", "show", "topics", "dlq", "check", "init")
                .doesNotContain("pool-names");
        assertThat(offered("topics", "")).contains("list", "check", "create");
        assertThat(offered("topics", "create", "--dry")).containsExactly("--dry-run");
        assertThat(asked()).isEmpty();
    }

    @Test
    void poolsAreOfferedWhereOneIsExpected() throws Exception {
        assertThat(offered("show", "c")).containsExactly("closet", "cellar");
        assertThat(offered("policy", "set", "att")).containsExactly("attic");
        assertThat(offered("approve", "PROMOTE", "beta", "--pool", "cl")).containsExactly("closet");
        assertThat(offered("show", "--config", "other.properties", "c")).containsExactly("closet", "cellar");
        assertThat(offered("pause", "attic", "ce")).containsExactly("cellar");
        assertThat(asked()).contains("mine.properties pool-names", "other.properties pool-names");
    }

    @Test
    void poolsAreNotOfferedElsewhere() throws Exception {
        assertThat(offered("show", "closet", "c")).isEmpty();
        assertThat(offered("policy", "set", "closet", "c")).isEmpty();
        assertThat(offered("list", "c")).isEmpty();
        assertThat(offered("show", "--config", "c")).isEmpty();
        assertThat(offered("sim", "--pool", "c")).isEmpty();
        assertThat(asked()).isEmpty();
    }

    @Test
    void kafkaIsNotAskedAtEveryTab() throws Exception {
        assertThat(bash(completing("show", "c") + completing("show", "a")))
                .containsExactly("closet", "cellar", "attic");

        assertThat(asked()).hasSize(1);
    }

    @Test
    void theNamesComeFromTheTopics(EmbeddedStack stack) throws Exception {
        try (Laboratory lab = new Laboratory(stack, "theNamesComeFromTheTopics.", dir)) {
            lab.finds(new Incident("closet").settled(), new Incident("attic").settled());

            assertThat(lab.types("pool-names", "--within", "60s")).isZero();
            assertThat(lab.said()).isEqualTo("attic\ncloset\n");
            Path away = Files.writeString(
                    dir.resolve("away.properties"),
                    "bootstrap.servers=127.0.0.1:1\nschema.registry.url=http://127.0.0.1:1\n");
            assertThat(lab.typesWith(away, "pool-names", "--within", "100ms")).isZero();
            assertThat(lab.said() + lab.complained()).isEmpty();
        }
    }

    private List<String> asked() throws IOException {
        Path file = dir.resolve("poolwarden.asked");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    private List<String> offered(String... words) throws Exception {
        return bash(completing(words));
    }

    private static String completing(String... words) {
        String quoted = Stream.concat(Stream.of("poolwarden"), Arrays.stream(words))
                .map(word -> "'" + word + "'")
                .collect(Collectors.joining(" "));
        return "COMP_WORDS=(" + quoted + "); COMP_CWORD=" + words.length + "; COMPREPLY=()\n"
                + "_poolwarden_with_pools\n"
                + "printf '%s\\n' \"${COMPREPLY[@]}\"\n";
    }

    private List<String> bash(String commands) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                "bash",
                "--norc",
                "-c",
                WITHOUT_TAB + "source " + script + "\ncomplete -p poolwarden >/dev/null || exit 9\n" + commands);
        builder.environment().put("PATH", dir + ":" + System.getenv("PATH"));
        builder.environment().put("POOLWARDEN_CONFIG", "mine.properties");
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(Duration.ofMinutes(1).toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        assertThat(process.exitValue()).isZero();
        return said.lines().filter(line -> !line.isEmpty()).map(String::strip).toList();
    }
}
