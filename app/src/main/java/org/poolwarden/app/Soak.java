package org.poolwarden.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.poolwarden.app.operate.TimeConverter;
import org.poolwarden.app.soak.Failure;
import org.poolwarden.app.soak.SoakReport;
import org.poolwarden.app.soak.SoakRun;
import org.poolwarden.app.soak.Tally;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code poolwarden soak}: what would it do, whatever happens? */
@Command(
        name = "soak",
        description = {
            "Draws pools, policies, faults and crashes from seeds, plays them in virtual time,",
            "and compares what was decided with the truth of the simulated world."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:no invariant broke", "1:an invariant broke", "2:wrong usage"})
final class Soak implements Callable<Integer> {

    /** How the end is told. */
    enum Output {
        text,
        json
    }

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description = "How many; 100, or 1 where --seed is given, or no end where --for is given.")
    private Long seeds;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "The first one. Default: 1.")
    private long first;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "How long, as 8h; seeds that have begun are played to their end.")
    private Duration time;

    @Option(names = "--threads", paramLabel = "N", description = "How many at once. Default: one for each processor.")
    private Integer threads;

    @Option(
            names = "--shrink-to",
            paramLabel = "DIR",
            defaultValue = ".",
            description = "Where a seed that fails leaves its small scenario, seed-S.yaml. Default: here.")
    private Path dir;

    @Option(
            names = "--tries",
            paramLabel = "N",
            defaultValue = "60",
            description = "How many stories the shrinking of a seed may try. Default: ${DEFAULT-VALUE}.")
    private int tries;

    @Option(
            names = {"-o", "--output"},
            defaultValue = "text",
            description = "text or json (one object). Default: ${DEFAULT-VALUE}.")
    private Output output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        long number = number();
        int parallel = threads != null ? threads : Runtime.getRuntime().availableProcessors();
        if (number < 1 || parallel < 1) {
            throw new ParameterException(spec.commandLine(), "--seeds and --threads must be at least 1");
        }
        // Poisoned records and failed calls are what this is made of.
        Configurator.setLevel("org.poolwarden", Level.OFF);
        Instant begun = Instant.now();
        BooleanSupplier isOver = () -> time != null && Instant.now().isAfter(begun.plus(time));
        Tally tally = play(number, parallel, isOver);
        return tell(tally, Duration.between(begun, Instant.now()));
    }

    private long number() {
        if (seeds != null) {
            return seeds;
        }
        if (time != null) {
            return Long.MAX_VALUE - first;
        }
        return isGiven("--seed") ? 1 : 100;
    }

    private boolean isGiven(String option) {
        return spec.commandLine().getParseResult().hasMatchedOption(option);
    }

    private Tally play(long number, int parallel, BooleanSupplier isOver) throws InterruptedException {
        if (System.console() == null) {
            return new SoakRun(tries, tally -> {}, this::keep).play(first, number, parallel, isOver);
        }
        try (ProgressBar bar = new ProgressBarBuilder()
                .setTaskName("soak")
                // Without an end there is no bar: the library counts alone.
                .setInitialMax(seeds == null && time != null ? -1 : number)
                .setStyle(ProgressBarStyle.ASCII)
                .setUnit(" seeds", 1)
                .build()) {
            return new SoakRun(tries, tally -> step(bar, tally), this::keep).play(first, number, parallel, isOver);
        }
    }

    private static void step(ProgressBar bar, Tally tally) {
        bar.setExtraMessage(tally.failures().size() + " failed");
        bar.stepTo(tally.seeds());
    }

    /** At once: what an hour has found is not lost when the next one is interrupted. */
    private synchronized void keep(Failure failure) {
        PrintWriter err = spec.commandLine().getErr();
        String seed = "seed " + failure.seed();
        failure.breaches().forEach(breach -> err.println(seed + "  " + breach));
        err.println(seed + "  repeat it: poolwarden soak --seed " + failure.seed());
        Path file = dir.resolve("seed-" + failure.seed() + ".yaml");
        try {
            Files.createDirectories(dir);
            Files.writeString(file, failure.scenario());
            err.println(seed + "  shrunk to " + file);
        } catch (IOException e) {
            err.println(file + ": cannot be written: " + e);
        }
    }

    private int tell(Tally tally, Duration wall) {
        PrintWriter out = spec.commandLine().getOut();
        SoakReport report = new SoakReport(tally, wall);
        if (output == Output.json) {
            report.printJson(out);
        } else {
            report.print(out);
        }
        return tally.failures().isEmpty() ? 0 : 1;
    }
}
