package org.poolwarden.app;

import java.util.concurrent.Callable;
import org.poolwarden.app.init.InitOptions;
import org.poolwarden.app.init.Setup;
import org.poolwarden.app.operate.Dialogue;
import org.poolwarden.app.operate.Terminal;
import org.poolwarden.app.operate.Trouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code poolwarden init}: from a pool's address to its configuration. */
@Command(
        name = "init",
        description =
                "Asks for a pool's address, shows its certificate, finds its members, and writes the configuration"
                        + " of processors and connectors. What flags say is not asked.",
        footer = {
            "",
            "Passwords go into DIR/secrets, which only you can read; the connectors refer to it. A second pool goes into"
                    + " the same DIR."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:the files are written",
            "1:you do not trust a certificate, or a file cannot be written",
            "2:wrong usage, or something is missing and nobody could be asked",
            "3:a host does not answer, or refuses the login"
        })
final class Init implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private InitOptions options;

    @Spec
    private CommandSpec spec;

    Init(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Trouble {
        new Setup(new Dialogue(terminal, spec.commandLine().getOut()), options).run();
        return 0;
    }
}
