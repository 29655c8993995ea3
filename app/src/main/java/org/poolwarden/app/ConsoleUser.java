package org.poolwarden.app;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.poolwarden.app.console.login.Person;
import org.poolwarden.app.console.login.Role;
import org.poolwarden.app.console.login.Users;
import org.poolwarden.app.operate.Terminal;
import org.poolwarden.app.operate.Trouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code poolwarden console-user NAME}: the line of somebody who may log in to the console. */
@Command(
        name = "console-user",
        description = "Asks for a password, and prints the line of a user for the file of console --users.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:printed", "2:wrong usage, or nobody to ask for a password"})
final class ConsoleUser implements Callable<Integer> {

    private static final int SHORTEST = 8;

    @Parameters(paramLabel = "NAME", description = "Letters, digits, '.', '_', '-' and '@'.")
    private String name;

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            defaultValue = "viewer",
            description = "viewer looks; operator may also approve, pause and so on. Default: ${DEFAULT-VALUE}.")
    private String role;

    @Spec
    private CommandSpec spec;

    private final Terminal terminal;

    ConsoleUser(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Trouble {
        Role known =
                Role.called(role).orElseThrow(() -> Trouble.usage("expected viewer or operator, found '" + role + "'"));
        if (!Users.isName(name)) {
            throw Trouble.usage("expected a name of letters, digits, '.', '_', '-' and '@', found '" + name + "'");
        }
        String password = secret("Password of " + name + ": ");
        if (password.length() < SHORTEST || !Users.isShortEnough(password)) {
            throw Trouble.usage("expected a password of at least " + SHORTEST + " characters, and at most 72 bytes");
        }
        if (!password.equals(secret("Once more: "))) {
            throw Trouble.usage("these are two different passwords");
        }
        spec.commandLine().getOut().println(Users.line(new Person(name, known), password.toCharArray()));
        return 0;
    }

    private String secret(String question) throws Trouble {
        Optional<String> answer = terminal.askSecret(question);
        return answer.orElseThrow(() -> Trouble.usage("nobody to ask for a password: this is no terminal"));
    }
}
