package org.poolwarden.sim.workload;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A trace of single requests, of which the format is known by its first line:
 *
 * <ul>
 *   <li>CloudPhysics: {@code version,time,op,size,lbn} with microseconds, SCSI operation codes and bytes
 *   <li>UCARE's replayer: milliseconds with a fraction, device, offset, bytes, 1 for a read
 *   <li>MQSim: nanoseconds, device, sector, sectors of 512 bytes, 1 for a read
 * </ul>
 */
final class TraceFile {

    private static final int SECTOR = 512;
    private static final List<String> SCSI_READS = List.of("28", "88", "8", "a8", "08");

    /**
     * One request.
     *
     * @param nanos since some beginning
     */
    record Request(long nanos, boolean isRead, long bytes) {}

    private TraceFile() {}

    /**
     * Every request, in the order of time.
     *
     * @throws IOException naming the file, the line and what was expected there
     */
    static List<Request> read(Path file) throws IOException {
        List<Request> requests = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.US_ASCII)) {
            String first = lines.readLine();
            if (first == null) {
                throw new IOException(file + " is empty: expected a trace");
            }
            boolean hasHeader = first.startsWith("version,time,op,size");
            Function<String, Request> form = hasHeader ? TraceFile::scsi : spaced(file, first);
            int number = hasHeader ? 1 : 0;
            for (String line : (Iterable<String>)
                    (hasHeader ? lines.lines() : Stream.concat(Stream.of(first), lines.lines()))::iterator) {
                number++;
                requests.add(parsed(file, number, line, form));
            }
        }
        requests.sort(java.util.Comparator.comparingLong(Request::nanos));
        return requests;
    }

    private static Request parsed(Path file, int number, String line, Function<String, Request> form)
            throws IOException {
        try {
            return form.apply(line);
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            throw new IOException(
                    file + ":" + number + ": expected a request as in the lines before, found " + line, e);
        }
    }

    private static Function<String, Request> spaced(Path file, String first) throws IOException {
        String[] words = first.trim().split("\\s+");
        if (words.length != 5 || !words[0].matches("\\d+(\\.\\d+)?")) {
            throw new IOException(file + ":1: expected a trace of CloudPhysics, UCARE or MQSim, found " + first);
        }
        return words[0].contains(".") ? TraceFile::ucare : TraceFile::mqsim;
    }

    private static Request scsi(String line) {
        String[] fields = line.split(",");
        return new Request(Long.parseLong(fields[1]) * 1000, SCSI_READS.contains(fields[2]), Long.parseLong(fields[3]));
    }

    private static Request ucare(String line) {
        String[] fields = line.trim().split("\\s+");
        long nanos = new java.math.BigDecimal(fields[0]).movePointRight(6).longValue();
        return new Request(nanos, fields[4].equals("1"), Long.parseLong(fields[3]));
    }

    private static Request mqsim(String line) {
        String[] fields = line.trim().split("\\s+");
        return new Request(Long.parseLong(fields[0]), fields[4].equals("1"), Long.parseLong(fields[3]) * SECTOR);
    }
}
