package org.poolwarden.bench.detector;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.poolwarden.app.run.StartException;
import org.poolwarden.bench.detector.Trial.Outcome;
import org.poolwarden.bench.detector.Trial.Reader;
import org.poolwarden.bench.fleet.Lab;
import org.poolwarden.bench.fleet.Pools;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code benchmarks/run detector}: what a heartbeat that changes nothing costs. */
@Command(
        name = "detector",
        description =
                "Lets the failover topology read heartbeats in which nothing happens from one embedded broker: its"
                        + " CPU beside a topology that only stores them and a consumer that only folds them, for fleets and"
                        + " pools of several sizes.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:the table was printed, whatever it says", "1:a part did not start, and why"})
public final class Detector implements Callable<Integer> {

    @Option(names = "--hosts", defaultValue = "960", description = "Of the three sides. Default: ${DEFAULT-VALUE}.")
    private int hosts;

    @Option(names = "--pool-size", defaultValue = "4", description = "Hosts of each pool. Default: ${DEFAULT-VALUE}.")
    private int poolSize;

    @Option(
            names = "--fleets",
            split = ",",
            defaultValue = "100,1000",
            description =
                    "Hosts of the fleets to compare, the first one with the others. Default: ${DEFAULT-VALUE}. The"
                            + " goal is 100,10000,100000.")
    private List<Integer> fleets;

    @Option(
            names = "--pools",
            split = ",",
            defaultValue = "2,64",
            description = "Sizes of the pools to compare, the first one with the others, with about --hosts hosts."
                    + " Default: ${DEFAULT-VALUE}.")
    private List<Integer> pools;

    @Option(
            names = "--records",
            defaultValue = "40000",
            description = "Heartbeats to measure, at least; whole rounds of each fleet. Default: ${DEFAULT-VALUE}.")
    private long records;

    @Option(
            names = "--rounds",
            defaultValue = "1",
            description = "Turns of each, after one that does not count. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Spec
    private CommandSpec spec;

    private final Map<Reader, Column> sides = new EnumMap<>(Reader.class);
    private final List<Column> bySize = new ArrayList<>();
    private final List<Column> byPool = new ArrayList<>();
    private double judgements;

    @Override
    public Integer call() throws InterruptedException, IOException {
        List<Pools> sized = fleets.stream().map(size -> fleet(size, poolSize)).toList();
        List<Pools> pooled = pools.stream()
                .map(size -> fleet(Math.max(1, hosts / size) * size, size))
                .toList();
        Pools base = fleet(hosts, poolSize);
        for (Reader reader : Reader.values()) {
            sides.put(reader, new Column(reader.title()));
        }
        sized.forEach(fleet -> bySize.add(new Column(fleet.hosts() + " hosts")));
        pooled.forEach(fleet -> byPool.add(new Column("pools of " + fleet.poolSize())));
        try (Lab lab = Lab.open("detector")) {
            lab.takeTimesAhead();
            for (int round = 0; round <= rounds; round++) {
                turn(lab, round, base, sized, pooled);
            }
        } catch (StartException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return 1;
        }
        print(spec.commandLine().getOut());
        return 0;
    }

    private Pools fleet(int size, int ofPools) {
        try {
            return new Pools(size, ofPools);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /** The round 0 warms this process up and does not count. */
    private void turn(Lab lab, int round, Pools base, List<Pools> sized, List<Pools> pooled)
            throws InterruptedException {
        Outcome outcome = trial(lab, base, List.of(Reader.values())).measure("sides-" + round);
        if (outcome.read().values().stream().distinct().count() != 1) {
            throw new IllegalStateException("the sides have not read the same heartbeats: " + outcome.read());
        }
        if (round > 0) {
            sides.forEach((reader, column) -> column.add(outcome.micros().get(reader)));
            judgements = outcome.judgements();
        }
        spec.commandLine().getErr().println("round " + round + ": " + outcome);
        alone(lab, "fleet-" + round, sized, round > 0 ? bySize : List.of());
        alone(lab, "pools-" + round, pooled, round > 0 ? byPool : List.of());
    }

    private void alone(Lab lab, String name, List<Pools> cases, List<Column> columns) throws InterruptedException {
        for (int i = 0; i < cases.size(); i++) {
            Outcome outcome = trial(lab, cases.get(i), List.of(Reader.FAILOVER)).measure(name + "-" + i);
            spec.commandLine().getErr().println(name + ", " + cases.get(i) + ": " + outcome);
            if (!columns.isEmpty()) {
                columns.get(i).add(outcome.micros().get(Reader.FAILOVER));
            }
        }
    }

    private Trial trial(Lab lab, Pools fleet, List<Reader> readers) {
        long whole = Math.max(1, (records + fleet.hosts() - 1) / fleet.hosts()) * fleet.hosts();
        return new Trial(lab, fleet, whole, readers);
    }

    private void print(PrintWriter out) {
        Column failover = sides.get(Reader.FAILOVER);
        out.printf(
                Locale.ROOT,
                "Heartbeats in which nothing happens, at least %d of each; %d hosts in pools of %d; %d rounds; %d CPUs%n",
                records,
                hosts,
                poolSize,
                rounds,
                Runtime.getRuntime().availableProcessors());
        out.printf(Locale.ROOT, "The failover topology judged %.2f times a heartbeat.%n%n", judgements);
        sides.values().forEach(column -> out.println(figure(column)));
        out.println(ratio(failover, sides.get(Reader.STORE_ONLY), 1.0));
        out.println(ratio(failover, sides.get(Reader.RAW), 3.0));
        scaling(out, bySize, 1.25);
        scaling(out, byPool, 1.5);
    }

    private static void scaling(PrintWriter out, List<Column> columns, double goal) {
        out.println();
        columns.forEach(column -> out.println(figure(column)));
        columns.stream().skip(1).forEach(column -> out.println(ratio(column, columns.get(0), goal)));
    }

    private static String figure(Column column) {
        return String.format(Locale.ROOT, "%-24s %8.2f us CPU a heartbeat", column.title(), column.median());
    }

    private static String ratio(Column variant, Column control, double goal) {
        return String.format(
                Locale.ROOT,
                "  %s / %s: %.2f (goal: at most %.2f; control moved by %.0f %%)",
                variant.title(),
                control.title(),
                variant.against(control).ratio(),
                goal,
                100 * variant.against(control).controlMoved());
    }
}
