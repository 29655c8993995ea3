package org.poolwarden.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.poolwarden.app.demo.DemoRun;
import org.poolwarden.app.embedded.Ports;
import org.poolwarden.app.run.StartException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code poolwarden demo}: a simulated pool loses its master on a real Kafka, and gets a new one. */
@Command(
        name = "demo",
        description = "Shows a simulated pool lose its master and recover, on a real Kafka in this process.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:the pool recovered and the old master follows", "1:it did not, and why"})
final class Demo implements Callable<Integer> {

    @Option(
            names = "--keep",
            description = "Leave everything running at the end and print the addresses; stop with Ctrl-C.")
    private boolean keep;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description =
                    "Kafka on PORT, registry, Connect, metrics and controller on the next four. Default: free ones.")
    private int port;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException, IOException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Path dir = Files.createTempDirectory("poolwarden-demo");
        try (DemoRun run = new DemoRun(out, Clock.systemUTC())) {
            out.println("poolwarden demo: everything runs in this process and on 127.0.0.x; nothing is kept.");
            run.start(dir, port == 0 ? Ports.free() : Ports.from(port));
            String spoiled = run.play();
            out.println();
            if (!spoiled.isEmpty()) {
                err.println("The demo did not end as it should: " + spoiled);
                return 1;
            }
            if (keep) {
                run.printAddresses();
                new CountDownLatch(1).await();
            }
            return 0;
        } catch (StartException e) {
            err.println(e.getMessage());
            return 1;
        } finally {
            delete(dir);
        }
    }

    private static void delete(Path dir) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(dir)) {
            files = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }
}
