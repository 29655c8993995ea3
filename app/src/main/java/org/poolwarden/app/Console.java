package org.poolwarden.app;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.poolwarden.app.console.ConsoleSettings;
import org.poolwarden.app.console.RunningConsole;
import org.poolwarden.app.operate.Session;
import org.poolwarden.app.operate.Trouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code poolwarden console}: what the verbs show and write, as web pages. */
@Command(
        name = "console",
        description = "Serves the web console: pools, alerts, timelines, capacity, and operators' words.",
        footer = {
            "",
            "On loopback it is open to every user of this machine, who then speaks in your name; --users demands a login."
                    + " Beyond loopback it demands TLS and a login."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:it was told to stop",
            "2:wrong usage or configuration, or not safe: it says what is missing",
            "3:Kafka does not answer, or the port is in use"
        })
final class Console implements Callable<Integer> {

    @Mixin
    private Session session;

    @Option(
            names = "--address",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Where to listen. Default: ${DEFAULT-VALUE}.")
    private String address;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8088",
            description = "Its port; 0 for any free one. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--users",
            paramLabel = "FILE",
            description = "Who may log in: lines that poolwarden console-user prints.")
    private Optional<Path> users;

    @Option(
            names = "--tls-keystore",
            paramLabel = "FILE",
            description = "PKCS #12 file with the server's key and certificate.")
    private Optional<Path> keystore;

    @Option(names = "--tls-password-file", paramLabel = "FILE", description = "File whose first line is its password.")
    private Optional<Path> password;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Trouble, InterruptedException {
        InetAddress where = ConsoleSettings.address(address);
        ConsoleSettings settings = new ConsoleSettings(where, port, keystore, password, users).checked();
        CountDownLatch over = new CountDownLatch(1);
        try (RunningConsole console = RunningConsole.start(settings, session.reach(), session.clock())) {
            Runtime.getRuntime().addShutdownHook(new Thread(over::countDown, "console-stop"));
            spec.commandLine().getOut().println("console on " + console.url() + "; stop with Ctrl-C");
            over.await();
            return 0;
        }
    }
}
