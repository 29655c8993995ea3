package org.poolwarden.bench.interview;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a process has used, and holds now, as Linux counts it.
 *
 * @param cpu user and system time of all its threads since it began, in steps of 10 ms
 * @param residentKb memory
 */
record Load(Duration cpu, long residentKb, int threads, long files) {

    static Load of(ProcessHandle process) {
        Path about = Path.of("/proc", String.valueOf(process.pid()));
        try (Stream<Path> open = Files.list(about.resolve("fd"))) {
            List<String> status = Files.readAllLines(about.resolve("status"));
            return new Load(
                    process.info().totalCpuDuration().orElseThrow(),
                    number(status, "VmRSS:"),
                    (int) number(status, "Threads:"),
                    open.count());
        } catch (IOException e) {
            throw new UncheckedIOException("process " + process.pid() + " has ended", e);
        }
    }

    private static long number(List<String> status, String key) {
        return status.stream()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(key.length()).replaceAll("\\D", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow();
    }
}
