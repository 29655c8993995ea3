package org.poolwarden.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.poolwarden.app.demo.DemoRun;
import org.poolwarden.app.demo.Stories;
import org.poolwarden.app.embedded.Ports;
import org.poolwarden.app.run.StartException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code poolwarden demo}: a simulated pool loses its master on a real Kafka, and gets a new one. */
@Command(
        name = "demo",
        description = "Shows a simulated pool lose its master and recover, on a real Kafka in this process.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:the story ended as it should, and all that it tells of was seen", "1:it did not, and why"})
final class Demo implements Callable<Integer> {

    @Option(
            names = "--keep",
            description = "Leave everything running at the end and print the addresses; stop with Ctrl-C.")
    private boolean keep;

    @Option(
            names = "--story",
            paramLabel = "STORY",
            defaultValue = "lost-master",
            converter = StoryConverter.class,
            completionCandidates = StoryWords.class,
            description = "What happens: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Stories story;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description =
                    "Kafka on PORT, registry, Connect, metrics, controller and console on the next five. Default: free.")
    private int port;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException, IOException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Path dir = Files.createTempDirectory("poolwarden-demo");
        try (DemoRun run = new DemoRun(story, out, Clock.systemUTC())) {
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

    /** A story by its name. */
    static final class StoryConverter implements ITypeConverter<Stories> {
        @Override
        public Stories convert(String word) {
            return Stories.called(word)
                    .orElseThrow(() -> new TypeConversionException(
                            "expected one of " + String.join(", ", Stories.words()) + ", found " + word));
        }
    }

    /** The names of all stories. */
    static final class StoryWords implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Stories.words().iterator();
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
