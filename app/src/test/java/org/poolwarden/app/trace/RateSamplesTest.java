package org.poolwarden.app.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.poolwarden.schema.DiskSample;
import org.poolwarden.sim.trace.Trace;
import org.poolwarden.sim.trace.TraceFormat;

class RateSamplesTest {

    private static final Offset<Double> EXACT = Offset.offset(1e-9);

    @TempDir
    private Path folder;

    /** Five reports of a second with 10, 20, 30, 40 and 50 reads on one disk, and 5 writes on another. */
    @Test
    void reportsOfASecondBecomeMeansOfFive() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int second = 0; second <= 5; second++) {
            text.append("2026-11-22 20:00:0").append(second).append('\n');
            text.append("Device   r/s   w/s   rkB/s   wkB/s   aqu-sz  %util\n");
            text.append("sda ").append(second * 10).append(" 0 ").append(second).append(" 0 0.5 1\n");
            text.append("sdb 0 5 0 20 0.25 1\n");
        }
        List<DiskSample> samples = samples(text.toString());

        assertThat(samples).hasSize(1);
        DiskSample sample = samples.get(0);
        assertThat(sample.getT()).isEqualTo("2026-11-22T20:00:05Z");
        assertThat(sample.getStepSeconds()).isEqualTo(5);
        assertThat(sample.getIopsRead().orElseThrow()).isCloseTo(30, EXACT);
        assertThat(sample.getIopsWrite().orElseThrow()).isCloseTo(5, EXACT);
        assertThat(sample.getReadBytes().orElseThrow()).isCloseTo(3 * 1024, EXACT);
        assertThat(sample.getIowait().orElseThrow()).isCloseTo(0.75, EXACT);
    }

    /** A quarter of the bytes were read; a sar of Linux does not tell more. */
    @Test
    void requestsOfUnknownDirectionAreDividedAsTheBytes() throws IOException {
        List<DiskSample> samples = samples(
                """
                Linux 5.10 (host) 11/22/2026 _x86_64_ (2 CPU)
                20:00:01          DEV       tps  rd_sec/s  wr_sec/s  avgrq-sz  avgqu-sz     await     svctm     %util
                20:10:01       dev8-0    100.00      1.00      3.00     16.00      0.10      2.00      1.00     99.10
                20:20:02       dev8-0    200.00      0.00      0.00     16.00      0.10      2.00      1.00     99.10
                """);

        assertThat(samples)
                .extracting(DiskSample::getT)
                .map(Object::toString)
                .containsExactly("2026-11-22T20:10:00Z", "2026-11-22T20:20:00Z");
        assertThat(samples).extracting(DiskSample::getIopsRead).containsExactly(Optional.of(25.0), Optional.of(60.0));
        assertThat(samples.get(1).getIopsWrite())
                .as("30/70 where nothing is known")
                .contains(140.0);
    }

    @Test
    void bytesAloneAreNoRequests() throws IOException {
        List<DiskSample> samples = samples("timestamp,value\n2014-03-01 17:30:00,0.0\n2014-03-01 17:35:00,600.0\n");

        assertThat(samples).extracting(DiskSample::getStepSeconds).containsOnly(300);
        assertThat(samples.get(1).getWriteBytes()).contains(2.0);
        assertThat(samples).allMatch(sample -> sample.getIopsWrite().isEmpty());
    }

    private List<DiskSample> samples(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("rates.txt"), text);
        Trace trace = Trace.read(file, TraceFormat.of(file).orElseThrow(), bytes -> {});
        return TraceSamples.of(trace, new SampleSource("pool", "host", "sr")).toList();
    }
}
