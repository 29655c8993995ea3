package org.poolwarden.sim.trace;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** How a trace is written. */
public enum TraceFormat {
    CLOUDPHYSICS("cloudphysics", true, new LineReader(CloudPhysicsForm::new)),
    VSCSI("vscsi", true, new VscsiReader()),
    SRT("srt", true, new SrtReader()),
    UCARE("ucare", true, new LineReader(SpacedForm::ucare)),
    DISKSIM("disksim", true, new LineReader(SpacedForm::disksim)),
    FIU("fiu", true, new LineReader(SpacedForm::fiu)),
    BLKPARSE("blkparse", true, new LineReader(BlkparseForm::new)),
    IOSTAT("iostat", false, new LineReader(IostatForm::new)),
    SAR_LINUX("sar-linux", false, new LineReader(SarLinuxForm::new)),
    SAR_AIX("sar-aix", false, new LineReader(SarAixForm::new)),
    NAB("nab", false, new LineReader(NabForm::new));

    /** What is said by the name alone, because the content does not say it. */
    private static final List<Named> NAMED = List.of(
            new Named("\\.vscsi$", VSCSI),
            new Named("\\.srt$", SRT),
            new Named("^(msr-cut|heimdall).*\\.trace$", UCARE),
            new Named("^(mqsim|ms-dtrs).*\\.trace$", DISKSIM),
            new Named("^fiu", FIU));

    private static final int ENOUGH = 200;

    private final String word;
    private final boolean isOfRequests;
    private final TraceReader reader;

    TraceFormat(String word, boolean isOfRequests, TraceReader reader) {
        this.word = word;
        this.isOfRequests = isOfRequests;
        this.reader = reader;
    }

    private record Named(String name, TraceFormat format) {
        boolean fits(String file) {
            return Pattern.compile(name).matcher(file).find();
        }
    }

    /** What a person writes: {@code sar-linux}. */
    public String word() {
        return word;
    }

    /** Whether it tells of single requests, not of rates; those are read in two passes. */
    public boolean isOfRequests() {
        return isOfRequests;
    }

    TraceReader reader() {
        return reader;
    }

    public static Optional<TraceFormat> called(String word) {
        return Arrays.stream(values())
                .filter(format -> format.word.equals(word))
                .findFirst();
    }

    /** What a file is, by its name or that of its first part, or else by their first lines; absent where neither says. */
    public static Optional<TraceFormat> of(Path file) throws IOException {
        List<TraceFormat> found = new ArrayList<>();
        new TraceInput(file, bytes -> {}).each(part -> {
            if (found.isEmpty()) {
                of(part).ifPresent(found::add);
            }
        });
        return found.stream().findFirst();
    }

    private static Optional<TraceFormat> of(TracePart part) throws IOException {
        Optional<TraceFormat> named = NAMED.stream()
                .filter(name -> name.fits(part.name()))
                .map(Named::format)
                .findFirst();
        return named.isPresent() ? named : byContent(head(part));
    }

    private static List<String> head(TracePart part) throws IOException {
        List<String> head = new ArrayList<>();
        BufferedReader lines = part.lines();
        for (String line = lines.readLine(); line != null && head.size() < ENOUGH; line = lines.readLine()) {
            if (!line.isBlank()) {
                head.add(line);
            }
        }
        return head;
    }

    private static Optional<TraceFormat> byContent(List<String> head) {
        for (String line : head) {
            Optional<TraceFormat> table = ofTable(line);
            if (table.isPresent()) {
                return table;
            }
        }
        return head.stream()
                .map(line -> ofRequest(line, head))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<TraceFormat> ofTable(String line) {
        if (line.startsWith(CloudPhysicsForm.HEAD)) {
            return Optional.of(CLOUDPHYSICS);
        }
        if (line.startsWith(NabForm.HEAD)) {
            return Optional.of(NAB);
        }
        if (IostatForm.HEAD.matcher(line).matches()) {
            return Optional.of(IOSTAT);
        }
        if (SarLinuxForm.HEAD.matcher(line).matches()) {
            return Optional.of(SAR_LINUX);
        }
        return SarAixForm.HEAD.matcher(line).matches() ? Optional.of(SAR_AIX) : Optional.empty();
    }

    private static Optional<TraceFormat> ofRequest(String line, List<String> head) {
        if (BlkparseForm.ACTION.matcher(line).find()) {
            return Optional.of(BLKPARSE);
        }
        String[] words = line.strip().split("\\s+");
        if (words.length >= 9 && words[0].matches("\\d+") && words[5].matches("[RW]")) {
            return Optional.of(FIU);
        }
        if (words.length != 5 || !line.strip().matches("[\\d.]+(\\s+\\d+){4}")) {
            return Optional.empty();
        }
        // Milliseconds have a fraction, if not in the first line.
        return Optional.of(
                head.stream().anyMatch(any -> any.strip().split("\\s")[0].contains(".")) ? UCARE : DISKSIM);
    }
}
