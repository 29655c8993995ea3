package org.poolwarden.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.poolwarden.app.console.login.Person;
import org.poolwarden.app.console.login.Role;
import org.poolwarden.app.console.login.Users;
import org.poolwarden.app.operate.FakeTerminal;
import org.poolwarden.app.operate.Trouble;

/** {@code poolwarden console} and {@code console-user} as somebody types them. */
class ConsoleVerbTest {

    private final FakeTerminal terminal = new FakeTerminal();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path dir;

    private int types(String... words) {
        return Poolwarden.run(terminal, new PrintWriter(out, true), new PrintWriter(err, true), words);
    }

    private void answers(String... words) {
        Iterator<String> answers = List.of(words).iterator();
        terminal.answer(answers::next);
    }

    @Test
    void theLineThatIsPrintedLetsItsUserIn() throws IOException, Trouble {
        answers("correct horse", "correct horse");

        assertThat(types("console-user", "olga", "--role", "operator")).isZero();

        Users users = Users.read(Files.writeString(dir.resolve("users"), out.toString()));
        assertThat(users.verified("olga", "correct horse")).isEqualTo(Optional.of(new Person("olga", Role.OPERATOR)));
        assertThat(users.verified("olga", "correct horsf")).isEmpty();
        assertThat(users.verified("olga", "")).isEmpty();
        assertThat(users.verified("olga", "x".repeat(1000))).isEmpty();
        assertThat(out.toString()).doesNotContain("horse");
    }

    @Test
    void twoDifferentPasswordsAreNoPassword() {
        answers("correct horse", "correct house");

        assertThat(types("console-user", "olga")).isEqualTo(2);
        assertThat(err.toString()).contains("two different passwords");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void beyondLoopbackTheConsoleDoesNotStartInTheOpen() throws IOException {
        Path config = Files.writeString(
                dir.resolve("poolwarden.properties"),
                "bootstrap.servers=127.0.0.1:9\nschema.registry.url=http://127.0.0.1:9\n");

        assertThat(types("console", "--address", "0.0.0.0", "--config", config.toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--tls-keystore FILE and --users FILE are missing");
    }
}
