package org.poolwarden.bench.latency;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.poolwarden.app.operate.TimeConverter;
import org.poolwarden.app.run.FailoverApp;
import org.poolwarden.app.run.StartException;
import org.poolwarden.app.run.StreamsApp;
import org.poolwarden.bench.fleet.Lab;
import org.poolwarden.failover.Tolerance;
import org.poolwarden.schema.topic.Topics;
import org.poolwarden.schema.wire.WireCodec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code benchmarks/run latency}: from the heartbeat that decides to the command that follows from it. */
@Command(
        name = "latency",
        description =
                "Lets one pool in five lose its master, and measures on the embedded broker how long it takes from"
                        + " the append of the heartbeat that decides until a reader of committed records has the finding and"
                        + " the command.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:the table was printed, whatever it says", "1:a part did not start, or a command is missing"})
public final class Latency implements Callable<Integer> {

    private static final Duration PERIOD = Duration.ofSeconds(1);

    @Option(
            names = "--pools",
            defaultValue = "100",
            description = "Pools of two hosts; a multiple of 5, at least 10. Default: ${DEFAULT-VALUE}.")
    private int pools;

    @Option(
            names = "--warm-up",
            defaultValue = "6s",
            converter = TimeConverter.class,
            description = "Before masters are lost; on until every pool is settled. Default: ${DEFAULT-VALUE}.")
    private Duration warmUp;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException, IOException {
        if (pools < 10 || pools % 5 != 0) {
            throw new ParameterException(spec.commandLine(), "expected a multiple of 5, at least 10, was " + pools);
        }
        try (Lab lab = Lab.open("latency")) {
            return measured(lab);
        } catch (StartException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return 1;
        }
    }

    private int measured(Lab lab) throws StartException, InterruptedException {
        Topics topics = Topics.defaults();
        topics.create(lab.admin(), (short) 1);
        WireCodec codec = lab.codec();
        FailoverApp.Settings settings = new FailoverApp.Settings(
                "one", lab.dir("state"), Tolerance.DEFAULT, new SimpleMeterRegistry(), Map.of());
        Clock clock = Clock.systemUTC();
        try (Story story = new Story(lab.bootstrap(), topics, codec, pools, PERIOD, clock);
                StreamsApp app =
                        FailoverApp.start("latency", lab.bootstrap(), topics, lab.codec(), settings, () -> {});
                Watch watch = new Watch(lab.bootstrap(), topics, lab.codec(), clock)) {
            app.awaitRunning();
            story.rule();
            if (!story.settle(watch, warmUp.dividedBy(PERIOD))) {
                return missing("only " + watch.settled().size() + " of " + pools + " pools were found to be settled");
            }
            if (!story.lose(watch)) {
                return missing("only " + watch.commanded().size() + " of " + story.lost() + " pools got a command, and "
                        + watch.lost().size() + " a finding; the others are held back by " + watch.withheld());
            }
            return print(story, watch);
        }
    }

    private int missing(String what) {
        spec.commandLine().getErr().println(what);
        return 1;
    }

    private int print(Story story, Watch watch) throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                "%d pools of two hosts, a round every %d ms, %d masters without power; %d CPUs%n",
                pools, PERIOD.toMillis(), story.lost(), Runtime.getRuntime().availableProcessors());
        out.println("evidence to finding   " + new Percentiles(story.waits(watch.lost())));
        out.println("evidence to command   " + new Percentiles(story.waits(watch.commanded())));
        return 0;
    }
}
