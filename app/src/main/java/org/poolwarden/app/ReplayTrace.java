package org.poolwarden.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.poolwarden.app.operate.Format;
import org.poolwarden.app.operate.Trouble;
import org.poolwarden.app.run.ProfileFile;
import org.poolwarden.app.spelling.Nearest;
import org.poolwarden.app.trace.ReportSheet;
import org.poolwarden.app.trace.SampleSource;
import org.poolwarden.app.trace.Spindles;
import org.poolwarden.app.trace.TraceJson;
import org.poolwarden.app.trace.TraceRun;
import org.poolwarden.app.trace.TraceSamples;
import org.poolwarden.app.trace.TraceSheet;
import org.poolwarden.capacity.FunctionalIops;
import org.poolwarden.capacity.StorageCapacity;
import org.poolwarden.schema.CapacityReport;
import org.poolwarden.schema.DiskSample;
import org.poolwarden.schema.ProfileSource;
import org.poolwarden.schema.wire.RecordJson;
import org.poolwarden.sim.trace.Trace;
import org.poolwarden.sim.trace.TraceFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code poolwarden replay-trace FILE --as SR}: what would have been reported of these disks, and is it so? */
@Command(
        name = "replay-trace",
        description =
                "Reads a trace of real disks, plain, gzipped or a tar archive of such files, lets the capacity topology judge it as fast as it"
                        + " goes, and prints the report beside the trace's exact figures.",
        footer = {
            "",
            "Windows begin with the first request, and empty ones count as 0. A percentile is the nearest rank;"
                    + " the report's are of sketches, within 1 percent of the value.",
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

    @Option(
            names = "--profile",
            paramLabel = "FILE",
            description = "What serves them, from a file as storage.profiles names it, in place of --disks and --raid.")
    private Optional<Path> profiles;

    @Option(names = "--samples", paramLabel = "OUT", description = "Writes the samples there, one JSON object a line.")
    private Optional<Path> samples;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Trouble {
        try {
            Optional<StorageCapacity> capacity = profiles.map(this::profiled).or(() -> disks.map(this::capacity));
            Trace trace = read();
            if (samples.isPresent()) {
                write(trace, samples.orElseThrow());
            }
            List<CapacityReport> reports = replay(trace, capacity);
            tell(trace, capacity.map(StorageCapacity::disks), reports);
            return 0;
        } catch (IllegalArgumentException | IOException | UncheckedIOException e) {
            throw Trouble.usage(e instanceof IllegalArgumentException ? e.getMessage() : sentence(e));
        }
    }

    private StorageCapacity capacity(String typed) {
        return new StorageCapacity(Spindles.of(typed, raid), ProfileSource.FILE, typed + ", RAID " + raid);
    }

    private StorageCapacity profiled(Path profiles) {
        if (disks.isPresent()) {
            throw new IllegalArgumentException("--profile and --disks: expected one of them, found both");
        }
        List<String> wrong = new ArrayList<>();
        Map<String, StorageCapacity> known = ProfileFile.read(profiles, wrong);
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", wrong));
        }
        return Optional.ofNullable(known.get(sr))
                .orElseThrow(() ->
                        new IllegalArgumentException(profiles + ": " + Nearest.unknown("SR", sr, known.keySet())));
    }

    private SampleSource source() {
        return new SampleSource("trace", "trace", sr);
    }

    private List<CapacityReport> replay(Trace trace, Optional<StorageCapacity> capacity) throws IOException {
        TraceRun run = new TraceRun(source(), capacity);
        if (System.console() == null) {
            return run.reports(TraceSamples.of(trace, source()), () -> {});
        }
        try (ProgressBar bar = bar("replay", TraceSamples.of(trace, source()).count())
                .setUnit(" samples", 1)
                .build()) {
            return run.reports(TraceSamples.of(trace, source()), bar::step);
        }
    }

    private static ProgressBarBuilder bar(String task, long max) {
        return new ProgressBarBuilder().setTaskName(task).setInitialMax(max).setStyle(ProgressBarStyle.ASCII);
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
        try (ProgressBar bar = bar("read", Files.size(file) * (known.isOfRequests() ? 2 : 1))
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
            for (DiskSample sample : (Iterable<DiskSample>) TraceSamples.of(trace, source())::iterator) {
                lines.write(json.writeValueAsString(RecordJson.of(sample)));
                lines.newLine();
            }
        }
    }

    private void tell(Trace trace, Optional<FunctionalIops> capacity, List<CapacityReport> reports)
            throws JsonProcessingException {
        PrintWriter out = spec.commandLine().getOut();
        if (format.isJson()) {
            ObjectNode node = new TraceJson(capacity).of(trace, sr);
            node.set("reports", RecordJson.of(reports));
            out.println(new ObjectMapper().writeValueAsString(node));
        } else {
            new TraceSheet(out, capacity).print(trace);
            new ReportSheet(out).print(reports);
        }
    }
}
