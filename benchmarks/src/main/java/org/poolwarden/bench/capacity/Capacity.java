package org.poolwarden.bench.capacity;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import org.poolwarden.app.run.StartException;
import org.poolwarden.bench.capacity.Trial.Outcome;
import org.poolwarden.bench.fleet.Lab;
import org.poolwarden.bench.paired.Comparison;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code benchmarks/run capacity}: what a disk sample costs. */
@Command(
        name = "capacity",
        description = "Lets the capacity topology read disk samples from one embedded broker and, with --flink, a Flink"
                + " job with the same panes and sketches on the same topic. Their reports are compared, one by one.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:the table was printed, whatever it says, and the reports of all sides are equal",
            "1:reports differ, or a part did not start, and why"
        })
public final class Capacity implements Callable<Integer> {

    private static final int SHOWN = 5;

    @Option(
            names = "--resources",
            defaultValue = "400",
            description = "Disks, SRs and caches that tell every 5 s; a multiple of 50. Default: ${DEFAULT-VALUE}. The"
                    + " goal is 10000.")
    private int resources;

    @Option(names = "--minutes", defaultValue = "12", description = "Of samples. Default: ${DEFAULT-VALUE}.")
    private int minutes;

    @Option(
            names = "--rounds",
            defaultValue = "1",
            description = "Turns of each, after one that does not count. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--flink",
            description = "Fails when the Flink job is not there; benchmarks/run then builds with it, for which Maven"
                    + " fetches Flink.")
    private boolean flink;

    @Spec
    private CommandSpec spec;

    private final List<String> differences = new ArrayList<>();
    private int compared;

    @Override
    public Integer call() throws InterruptedException, IOException {
        Disks disks = disks();
        List<Column> sides = new ArrayList<>();
        sides.add(new Column(new StreamsContender()));
        ServiceLoader.load(Contender.class).forEach(other -> sides.add(new Column(other)));
        if (flink && sides.size() == 1) {
            spec.commandLine().getErr().println("the Flink job is not there: build with mvn -P flink");
            return 1;
        }
        try (Lab lab = Lab.open("capacity")) {
            for (int round = 0; round <= rounds; round++) {
                turn(lab, disks, round, sides);
            }
        } catch (StartException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return 1;
        }
        print(spec.commandLine().getOut(), sides);
        return differences.isEmpty() ? 0 : 1;
    }

    private Disks disks() {
        try {
            if (minutes < 1 || rounds < 1) {
                throw new IllegalArgumentException(
                        "expected a minute and a round at least, were " + minutes + " and " + rounds);
            }
            return new Disks(resources);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /** The round 0 warms this process up and does not count; who begins changes with each. */
    private void turn(Lab lab, Disks disks, int round, List<Column> sides) throws InterruptedException, IOException {
        SampleLog log = SampleLog.append(lab, "round-" + round + ".", disks, minutes);
        List<Column> order = new ArrayList<>(sides);
        if (round % 2 == 1) {
            Collections.reverse(order);
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (Column side : order) {
            String application = "capacity-" + round + "-" + sides.indexOf(side);
            Outcome outcome = new Trial(log, side.contender(), side.threads(), application).measure();
            spec.commandLine()
                    .getErr()
                    .println("round " + round + ", " + side.contender().title() + ": " + outcome);
            outcomes.add(outcome);
            if (round > 0) {
                side.outcomes().add(outcome);
            }
        }
        for (Outcome other : outcomes.subList(1, outcomes.size())) {
            differences.addAll(outcomes.get(0).reports().differences(other.reports()));
            compared += other.reports().size();
        }
        log.delete();
    }

    private void print(PrintWriter out, List<Column> sides) {
        out.printf(
                Locale.ROOT,
                "Disk samples of %d resources at 5 s, %d minutes; %d rounds; %d CPUs%n%n",
                resources,
                minutes,
                rounds,
                Runtime.getRuntime().availableProcessors());
        out.printf(
                Locale.ROOT,
                "%-24s %10s %14s %14s %20s%n",
                "",
                "us CPU a",
                "of it in",
                "bytes of state",
                "bytes of changelog a");
        out.printf(
                Locale.ROOT, "%-24s %10s %14s %14s %20s%n", "", "sample", "RocksDB", "a resource", "resource, minute");
        sides.forEach(side -> out.println(side.row()));
        if (sides.size() == 1) {
            out.println("Flink job                absent: benchmarks/run capacity --flink builds with it");
            return;
        }
        for (Column other : sides.subList(1, sides.size())) {
            Comparison comparison = sides.get(0).against(other);
            out.printf(
                    Locale.ROOT,
                    "  %s / %s: %.2f (control moved by %.0f %%)%n",
                    sides.get(0).contender().title(),
                    other.contender().title(),
                    comparison.ratio(),
                    100 * comparison.controlMoved());
        }
        out.printf(
                Locale.ROOT,
                "%d reports compared in every figure of panes and sketches: %s%n",
                compared,
                differences.isEmpty() ? "all equal" : differences.size() + " figures differ");
        differences.stream().limit(SHOWN).forEach(difference -> out.println("  " + difference));
    }
}
