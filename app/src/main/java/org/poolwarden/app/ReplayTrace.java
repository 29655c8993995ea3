package org.poolwarden.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.poolwarden.app.operate.AvroJson;
import org.poolwarden.app.operate.Format;
import org.poolwarden.app.operate.Trouble;
import org.poolwarden.app.spelling.Nearest;
import org.poolwarden.app.trace.SampleSource;
import org.poolwarden.app.trace.Spindles;
import org.poolwarden.app.trace.TraceJson;
import org.poolwarden.app.trace.TraceSamples;
import org.poolwarden.app.trace.TraceSheet;
import org.poolwarden.capacity.FunctionalIops;
import org.poolwarden.schema.DiskSample;
import org.poolwarden.sim.trace.Trace;
import org.poolwarden.sim.trace.TraceFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code poolwarden replay-trace FILE --as SR}: what did these disks do, to the last request? */
@Command(
        name = "replay-trace",
        description = "Reads a trace of real disks, plain or gzipped, and prints its exact figures;"
                + " with --samples, what the disk connector would have told of it.",
        footer = {
            "",
            "Windows begin with the first request, and empty ones count as 0. A percentile is the nearest rank.",
            "What cannot be read, or bears a time that cannot be true, is set aside, counted and told.",
            "Of iostat the first report is passed over: it is since the machine was started."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:done, even when lines were set aside", "2:wrong usage, or FILE is no trace that can be read"
        })
final class ReplayTrace implements Callable<Integer> {

    @Mixin
    private Format format;

    @Parameters(paramLabel = "FILE", description = "The trace.")
    private Path file;

    @Option(names = "--as", required = true, paramLabel = "SR", description = "Whose disks they are: an SR's UUID.")
    private String sr;

    @Option(
            names = "--format",
            paramLabel = "F",
            description = "cloudphysics, vscsi, srt, ucare, disksim, fiu, blkparse, iostat, sar-linux, sar-aix or nab."
                    + " Default: by name and content.")
    private Optional<String> form;

    @Option(
            names = "--disks",
            paramLabel = "NxKIND",
            description =
                    "What serves them: 8x15k, or 8x187.5 by requests each. Kinds: 5.4k, 7.2k, 10k, 15k, ssd, nvme.")
    private Optional<String> disks;

    @Option(
            names = "--raid",
            paramLabel = "LEVEL",
            defaultValue = "10",
            description = "0, 1, 10, 5, 50, 6, 60, dp, zfs, ... Default: ${DEFAULT-VALUE}.")
    private String raid;

    @Option(names = "--samples", paramLabel = "OUT", description = "Writes the samples there, one JSON object a line.")
    private Optional<Path> samples;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Trouble {
        try {
            Optional<FunctionalIops> capacity = disks.map(typed -> Spindles.of(typed, raid));
            Trace trace = read();
            if (samples.isPresent()) {
                write(trace, samples.orElseThrow());
            }
            tell(trace, capacity);
            return 0;
        } catch (IllegalArgumentException | IOException | UncheckedIOException e) {
            throw Trouble.usage(e instanceof IllegalArgumentException ? e.getMessage() : sentence(e));
        }
    }

    private String sentence(Exception e) {
        return e.getMessage() != null && e.getMessage().contains("expected") ? e.getMessage() : file + ": " + e;
    }

    private Trace read() throws IOException {
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException(file + ": expected a file that can be read, found none");
        }
        TraceFormat known = form.isPresent() ? called(form.orElseThrow()) : found();
        if (System.console() == null) {
            return Trace.read(file, known, bytes -> {});
        }
        try (ProgressBar bar = new ProgressBarBuilder()
                .setTaskName("replay-trace")
                .setInitialMax(Files.size(file) * (known.isOfRequests() ? 2 : 1))
                .setStyle(ProgressBarStyle.ASCII)
                .setUnit(" MB", 1_000_000)
                .build()) {
            LongConsumer step = bar::stepBy;
            return Trace.read(file, known, step);
        }
    }

    private static TraceFormat called(String word) {
        List<String> words =
                Arrays.stream(TraceFormat.values()).map(TraceFormat::word).toList();
        return TraceFormat.called(word)
                .orElseThrow(() -> new IllegalArgumentException("--format: " + Nearest.unknown("format", word, words)));
    }

    private TraceFormat found() throws IOException {
        return TraceFormat.of(file)
                .orElseThrow(() -> new IllegalArgumentException(
                        file + ": expected a trace of a known format; --format says which one it is"));
    }

    private void write(Trace trace, Path target) throws IOException {
        ObjectMapper json = new ObjectMapper();
        try (BufferedWriter lines = Files.newBufferedWriter(target)) {
            for (DiskSample sample :
                    (Iterable<DiskSample>) TraceSamples.of(trace, new SampleSource("trace", "trace", sr))::iterator) {
                lines.write(json.writeValueAsString(AvroJson.of(sample)));
                lines.newLine();
            }
        }
    }

    private void tell(Trace trace, Optional<FunctionalIops> capacity) throws IOException {
        if (format.isJson()) {
            spec.commandLine()
                    .getOut()
                    .println(new ObjectMapper().writeValueAsString(new TraceJson(capacity).of(trace, sr)));
        } else {
            new TraceSheet(spec.commandLine().getOut(), capacity).print(trace);
        }
    }
}
