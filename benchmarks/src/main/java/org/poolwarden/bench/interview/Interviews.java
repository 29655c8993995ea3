package org.poolwarden.bench.interview;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.poolwarden.app.embedded.EmbeddedBroker;
import org.poolwarden.app.embedded.EmbeddedRegistry;
import org.poolwarden.app.embedded.Ports;
import org.poolwarden.app.run.StartException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code benchmarks/run interviews}: one Connect worker and many simulated hosts, with and without hung ones. */
@Command(
        name = "interviews",
        description = "Lets one Connect worker interview simulated hosts over HTTPS on 127.0.0.1: its rate, latency and"
                + " CPU, with and without hung hosts, beside the stock transport of Apache XML-RPC.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:the table was printed, whatever it says", "1:a part did not start, and why"})
public final class Interviews implements Callable<Integer> {

    @Option(names = "--hosts", defaultValue = "100", description = "Default: ${DEFAULT-VALUE}. The goal is 2000.")
    private int hosts;

    @Option(names = "--pool-size", defaultValue = "10", description = "Hosts of each pool. Default: ${DEFAULT-VALUE}.")
    private int poolSize;

    @Option(
            names = "--period",
            defaultValue = "2s",
            converter = Time.class,
            description = "From one round to the next; a host may take half of it. Default: ${DEFAULT-VALUE}.")
    private Duration period;

    @Option(
            names = "--hung",
            defaultValue = "5",
            description = "Hosts that hang, in percent. Default: ${DEFAULT-VALUE}.")
    private double hung;

    @Option(names = "--rounds", defaultValue = "1", description = "Turns of each variant. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--warm-up",
            defaultValue = "2s",
            converter = Time.class,
            description = "After every host was asked once. Default: ${DEFAULT-VALUE}.")
    private Duration warmUp;

    @Option(
            names = "--window",
            defaultValue = "4s",
            converter = Time.class,
            description = "What counts. Default: ${DEFAULT-VALUE}.")
    private Duration window;

    @Option(
            names = "--stock-threads",
            defaultValue = "64",
            description = "Calls that the stock transport may have under way. Default: ${DEFAULT-VALUE}.")
    private int stockThreads;

    @Option(
            names = "--worker-option",
            description = "A further option for the worker's JVM, for example of a profiler; may be given repeatedly.")
    private List<String> workerOptions = List.of();

    @Option(
            names = "--only",
            split = ",",
            description = "Some of the variants: ${COMPLETION-CANDIDATES}. Default: all.")
    private List<Variant> only = List.of(Variant.values());

    @Spec
    private CommandSpec spec;

    /** {@code 500ms} or {@code 30s}. */
    static final class Time implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            if (text.matches("[1-9]\\d{0,5}ms")) {
                return Duration.ofMillis(Long.parseLong(text.replace("ms", "")));
            }
            if (text.matches("[1-9]\\d{0,3}s")) {
                return Duration.ofSeconds(Long.parseLong(text.replace("s", "")));
            }
            throw new TypeConversionException("expected a time like 500ms or 30s, was " + text);
        }
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        Setup setup = setup();
        Path dir = Files.createTempDirectory("poolwarden-interviews");
        try {
            new Report(setup, results(setup, dir)).print(spec.commandLine().getOut());
            return 0;
        } catch (StartException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return 1;
        } finally {
            delete(dir);
        }
    }

    private Setup setup() {
        try {
            Fleet fleet = new Fleet(hosts, poolSize);
            return new Setup(fleet, fleet.drawn(hung), period, warmUp, window, stockThreads, workerOptions);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private Results results(Setup setup, Path dir) throws StartException, InterruptedException {
        Results results = new Results();
        Ports ports = Ports.free();
        PrintWriter progress = spec.commandLine().getErr();
        try (EmbeddedBroker broker = EmbeddedBroker.start(dir.resolve("kafka"), ports);
                EmbeddedRegistry registry = EmbeddedRegistry.start(broker.bootstrap(), ports.registry());
                HeartbeatLog log = HeartbeatLog.create(broker.bootstrap(), registry.url());
                HostsProcess simulated = HostsProcess.start(setup.fleet(), dir.resolve("hosts.log"))) {
            Run run = new Run(setup, simulated, log, Clock.systemUTC());
            for (int round = 1; round <= rounds; round++) {
                for (Variant variant : only) {
                    Path own = dir.resolve(variant + "-" + round);
                    Map<Figure, Double> figures = run.measure(variant, broker.bootstrap(), registry.url(), own);
                    results.add(variant, figures);
                    progress.println("round " + round + ", " + variant.title() + ": " + Report.line(figures));
                }
            }
        }
        return results;
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
