package org.poolwarden.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.poolwarden.app.operate.FakeTerminal;

/** What {@code poolwarden replay-trace} says of small traces. */
class ReplayTraceTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private Path trace;

    /** Ten requests in the first five seconds, nine of them writes; nothing for five seconds; one read. */
    @BeforeEach
    void write() throws IOException {
        trace = Files.writeString(
                folder.resolve("a.trace"),
                "0.0 0 1 4096 1\n" + "1000.0 0 1 512 0\n".repeat(9) + "oops\n" + "10500.0 0 1 4096 1\n");
    }

    @Test
    void aPersonReadsFiguresCapacityAndWhatWasSetAside() {
        assertThat(types("--disks", "8x150", "--raid", "10")).isZero();

        assertThat(out.toString().lines().toList())
                .contains("requests      11 in 10.500 s, 18.2 % reads")
                .contains("empty         1 of 3 windows of 5 s")
                .contains("malformed     1 lines, not counted; the first:")
                .contains("  " + trace + ":11: expected time(ms) device offset size(bytes) op(1 = read), found oops")
                // 1200 raw at 2 reads and 9 writes: 1200 * 2/11 + 600 * 9/11, and 1200 / (2/11 + 18/11).
                .contains("capacity A    709.09 requests/s, functional IOPS at this read share")
                .contains("capacity B    660.00 requests/s, what the disks balance at")
                .contains("5 s                                 3         0.73         0.20         2.00         2.00"
                        + "         2.00");
    }

    @Test
    void aProgramReadsTheSame() throws IOException {
        assertThat(types("-o", "json")).isZero();

        JsonNode told = new ObjectMapper().readTree(out.toString());
        assertThat(told.get("requests").intValue()).isEqualTo(11);
        assertThat(told.get("format").textValue()).isEqualTo("ucare");
        assertThat(told.get("malformed").intValue()).isEqualTo(1);
        assertThat(told.at("/iops5s/p95").doubleValue()).isEqualTo(2);
        assertThat(told.at("/iops10s/n").intValue()).isEqualTo(2);
    }

    @Test
    void aProfileFileSaysWhatServesThem() throws IOException {
        Path profiles = Files.writeString(
                folder.resolve("profiles.json"),
                "[{\"sr\": \"sr-1\", \"disks\": 8, \"iopsPerDisk\": 150, \"raid\": \"RAID_10\"}]");

        assertThat(types("--profile", profiles.toString())).isZero();
        assertThat(out.toString()).contains("capacity B    660.00 requests/s");

        assertThat(types("--profile", profiles.toString(), "--disks", "8x15k")).isEqualTo(2);
        assertThat(err.toString()).contains("--profile and --disks: expected one of them, found both");
    }

    /** A window in which nothing happened is a sample of zeros, and not a gap. */
    @Test
    void samplesAreWrittenForEveryFiveSeconds() throws IOException {
        Path samples = folder.resolve("samples");
        assertThat(types("--samples", samples.toString())).isZero();

        List<JsonNode> told =
                Files.readAllLines(samples).stream().map(ReplayTraceTest::json).toList();
        assertThat(told)
                .extracting(sample -> sample.get("iopsWrite").doubleValue())
                .containsExactly(1.8, 0.0, 0.0);
        assertThat(told)
                .extracting(sample -> sample.get("iopsRead").doubleValue())
                .containsExactly(0.2, 0.0, 0.2);
        assertThat(told)
                .extracting(sample -> sample.get("t").textValue())
                .containsExactly("2023-11-15T00:00:05Z", "2023-11-15T00:00:10Z", "2023-11-15T00:00:15Z");
        assertThat(told).allMatch(sample -> sample.get("iowait").isNull(), "no response times are known");
        assertThat(told).extracting(sample -> sample.get("sr").textValue()).containsOnly("sr-1");
    }

    /** Of ten requests two have changed places in the file, and one bears a time of forty years ahead. */
    @Test
    void whatIsOutOfOrderCountsWhereItBelongsAndAClockThatCannotBeTrueForNothing() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int second = 0; second < 600; second++) {
            int told = second % 10 == 0 ? second + 1 : second % 10 == 1 ? second - 1 : second;
            lines.append(told).append("000.0 0 1 4096 ").append(second % 2).append('\n');
        }
        long fortyYears = 40L * 365 * 86_400 * 1000;
        Files.writeString(trace, lines.toString() + fortyYears + ".0 0 1 4096 1\n");

        assertThat(types("--disks", "8x150")).isZero();

        List<String> said = out.toString().lines().toList();
        assertThat(said)
                .contains("requests      600 in 599.000 s, 50.0 % reads")
                .contains("empty         0 of 120 windows of 5 s")
                .contains("late          60 out of order, counted where they belong")
                .contains("dead letters  1 with a time that cannot be true, not counted")
                .contains(line("5 s", 120, 1, 1, 1, 1, 1));
    }

    /** Bursts of a hundred requests in one window of 5 s of every 33, which is 97 % of nothing, as a desktop's week has it. */
    @Test
    void aDiskThatIsMostlyIdleHasAGreatestAndNoPercentile() throws IOException {
        StringBuilder lines = new StringBuilder();
        int windows = 4 * 720;
        int busy = 0;
        for (int window = 0; window < windows; window += 33) {
            busy++;
            for (int request = 0; request < 100; request++) {
                lines.append(window * 5000L + request * 40L).append(".0 0 1 4096 0\n");
            }
        }
        Files.writeString(trace, lines);

        assertThat(types("--disks", "8x150")).isZero();

        int last = 33 * (busy - 1) + 1;
        List<String> said = out.toString().lines().toList();
        assertThat(said)
                .contains(String.format(Locale.ROOT, "empty         %,d of %,d windows of 5 s", last - busy, last))
                .contains(line("5 s", last, 20.0 * busy / last, 0, 0, 20, 20))
                .contains("utilisation   0.0 % of B at p95 of 5 s, 3.3 % at the greatest");
        assertThat(said).noneMatch(line -> line.startsWith("dead letters") || line.startsWith("malformed"));
    }

    /** iostat, five seconds apart: of a hundred seconds one is idle. The other disk has hardly anything to do. */
    @Test
    void aDiskThatIsBusyNinetyNinePercentIsCalledSaturated() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int report = 0; report <= 120; report++) {
            lines.append(String.format(
                    Locale.ROOT,
                    "11/23/2026 %02d:%02d:%02d%n"
                            + "Device            r/s w/s rkB/s wkB/s avgqu-sz await %%util%n"
                            + "sda 40.00 140.00 160.00 560.00 9.00 50.00 99.00%n"
                            + "sdb 1.00 1.00 4.00 4.00 0.01 5.00 1.00%n%n",
                    8 + report * 5 / 3600,
                    report * 5 / 60 % 60,
                    report * 5 % 60));
        }
        Files.writeString(trace, lines);

        assertThat(types("--format", "iostat", "--disks", "1x15k", "--raid", "0"))
                .isZero();

        List<String> said = out.toString().lines().toList();
        assertThat(said)
                .contains("disks         2, told every 5 s")
                .contains("saturated     sda was busy 90 % and more in 120 of 120 intervals, at most 99.0 %")
                .contains(line("all disks together", 120, 182, 182, 182, 182, 182));
        // 182 of 150 that one disk of 15k serves.
        assertThat(said).anyMatch(line -> line.contains("121%") || line.contains("121.3"));
    }

    private static String line(String what, int n, double... figures) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-28s %,8d", what, n));
        for (double figure : figures) {
            line.append(String.format(Locale.ROOT, " %,12.2f", figure));
        }
        return line.toString();
    }

    @Test
    void aTypingErrorIsToldWithTheNearestWord() {
        assertThat(types("--format", "blkpars")).isEqualTo(2);
        assertThat(err).hasToString("--format: unknown format 'blkpars'; the nearest is 'blkparse'\n");
    }

    @Test
    void aKindOfDiskThatThereIsNotIsTold() {
        assertThat(types("--disks", "8x16k")).isEqualTo(2);
        assertThat(err.toString()).startsWith("--disks: unknown kind of disk '16k'; the nearest is '1");
    }

    @Test
    void whatIsNoTraceIsTold() throws IOException {
        Files.writeString(trace, "hello world\n");

        assertThat(types()).isEqualTo(2);
        assertThat(err).hasToString(trace + ": expected a trace of a known format; --format says which one it is\n");
    }

    private int types(String... more) {
        List<String> words = new java.util.ArrayList<>(List.of("replay-trace", trace.toString(), "--as", "sr-1"));
        words.addAll(List.of(more));
        return Poolwarden.run(
                new FakeTerminal(),
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                words.toArray(String[]::new));
    }

    private static JsonNode json(String line) {
        try {
            return new ObjectMapper().readTree(line);
        } catch (IOException e) {
            throw new IllegalStateException(line, e);
        }
    }
}
