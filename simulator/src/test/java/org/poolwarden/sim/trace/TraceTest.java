package org.poolwarden.sim.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Small traces, of which everything can be counted by hand. */
class TraceTest {

    @TempDir
    private Path folder;

    /** One story in every format: a read of 4 KiB, a write of 512 bytes a second later, and a read at six seconds. */
    static Stream<Arguments> oneStory() {
        return Stream.of(
                Arguments.of(
                        "a.csv",
                        TraceFormat.CLOUDPHYSICS,
                        bytes(
                                """
                        version,time,op,size,lbn
                        1,1000000,28,4096,7
                        1,2000000,2a,512,8
                        1,7000000,88,4096,9
                        """)),
                Arguments.of(
                        "a.trace",
                        TraceFormat.UCARE,
                        bytes(
                                """
                        1000 0 200626176 4096 1
                        2000.000 0 3159347200 512 0
                        7000.0 0 3 4096 1
                        """)),
                Arguments.of(
                        "a.txt",
                        TraceFormat.DISKSIM,
                        bytes(
                                """
                        1000000000 1 5 8 1
                        2000000000 0 264719034 1 0
                        7000000000 0 3 8 1
                        """)),
                Arguments.of(
                        "fiu-web.blkparse",
                        TraceFormat.FIU,
                        bytes(
                                """
                        1000000000 4892 syslogd 904265560 8 R 6 0 531e779d
                        2000000000 4892 syslogd 904265568 1 W 6 0 531e779e
                        7000000000 4892 syslogd 904265560 8 R 6 0 531e779f
                        """)),
                Arguments.of(
                        "a.blkparse",
                        TraceFormat.BLKPARSE,
                        bytes(
                                """
                          8,0    1        1     1.000000000   697  Q   R 100 + 8 [kjournald]
                          8,0    1        2     1.000000000   697  D   R 100 + 8 [kjournald]
                          8,0    1        3     1.010000000     0  C   R 100 + 8 [0]
                          8,0    1        4     2.000000000   697  D  WS 200 + 1 [kjournald]
                          8,0    1        5     2.000000000   697  m   N cfq workload slice:100
                          8,0    1        6     7.000000000   697  D  RM 300 + 8 [cat]
                        CPU1 (a.blkparse):
                         Reads Queued:           2,        8KiB  Writes Queued:           1,        0KiB
                        """)),
                Arguments.of("a.vscsi", TraceFormat.VSCSI, vscsi()),
                Arguments.of("b.vscsi", TraceFormat.VSCSI, vscsiOfVersionTwo()),
                Arguments.of("a.srt", TraceFormat.SRT, srt()));
    }

    @ParameterizedTest
    @MethodSource("oneStory")
    void theSameStoryIsReadFromEveryFormat(String name, TraceFormat format, byte[] content) throws IOException {
        RequestTrace trace = requests(name, content);

        assertThat(trace.format()).isEqualTo(format);
        assertThat(trace.duration()).hasSeconds(6);
        assertThat(trace.slots().count()).isEqualTo(2);
        assertThat(trace.slots().at(0).reads().requests()).isEqualTo(1);
        assertThat(trace.slots().at(0).reads().bytes()).isEqualTo(4096);
        assertThat(trace.slots().at(0).writes().requests()).isEqualTo(1);
        assertThat(trace.slots().at(0).writes().bytes()).isEqualTo(512);
        assertThat(trace.slots().at(1).reads().requests()).isEqualTo(1);
        assertThat(trace.slots().at(1).writes().requests()).isZero();
        assertThat(trace.meanIops()).isEqualTo(0.5);
        Figures fives = trace.slots().perSecond(Slot::requests);
        assertThat(fives.count()).isEqualTo(2);
        assertThat(fives.mean()).isCloseTo(0.3, Offset.offset(1e-12));
        assertThat(fives.p50()).isEqualTo(0.2);
        assertThat(fives.max()).isEqualTo(0.4);
        assertThat(trace.oddities().malformed()).isZero();
    }

    /** Ten milliseconds of six seconds, and nothing is known of the requests that were not seen to complete. */
    @Test
    void aCompletionTellsHowLongARequestTook() throws IOException {
        RequestTrace trace = requests(
                "a.blkparse",
                bytes(
                        """
                8,0 1 1 1.000000000 697 D R 100 + 8 [a]
                8,0 1 2 1.005000000 697 D R 108 + 8 [a]
                8,0 1 3 1.010000000 0 C R 100 + 8 [0]
                8,0 1 4 1.020000000 0 C R 108 + 8 [0]
                8,0 1 5 7.000000000 697 D R 300 + 8 [a]
                """));

        Figures millis = trace.responses().millis().orElseThrow();
        assertThat(millis.count()).isEqualTo(2);
        assertThat(millis.p50()).isEqualTo(10);
        assertThat(millis.max()).isEqualTo(15);
        assertThat(trace.underWay().orElseThrow()).isCloseTo(0.025 / 6, Offset.offset(1e-12));
        assertThat(trace.busyShare().orElseThrow())
                .as("they overlap by five milliseconds")
                .isCloseTo(0.020 / 6, Offset.offset(1e-12));
        assertThat(trace.slots().at(0).reads().waitNanos()).isEqualTo(25_000_000);
    }

    /** XenServer charges a wait to the interval in which it ends, and so does this. */
    @Test
    void aWaitCountsWhereItEnds() throws IOException {
        RequestTrace trace = requests(
                "a.blkparse",
                bytes(
                        """
                8,0 1 1 1.000000000 697 D R 100 + 8 [a]
                8,0 1 2 9.000000000 697 D W 300 + 8 [a]
                8,0 1 3 9.500000000 0 C R 100 + 8 [0]
                """));

        assertThat(trace.slots().at(0).reads().answered()).isZero();
        assertThat(trace.slots().at(1).reads().waitNanos()).isEqualTo(8_500_000_000L);
        assertThat(trace.slots().at(1).reads().requests()).isZero();
    }

    @Test
    void whatIsOutOfOrderCountsWhereItBelongs() throws IOException {
        RequestTrace trace = requests(
                "a.trace",
                bytes(
                        """
                11000.5 0 1 512 1
                1000.0 0 1 512 0
                7000.0 0 1 512 1
                """));

        assertThat(trace.oddities().outOfOrder()).isEqualTo(1);
        assertThat(trace.slots().at(0).writes().requests()).isEqualTo(1);
        assertThat(trace.slots().at(1).reads().requests()).isEqualTo(1);
        assertThat(trace.slots().at(2).reads().requests()).isEqualTo(1);
    }

    @Test
    void aClockThatIsDecadesAheadDestroysNothing() throws IOException {
        RequestTrace trace = requests("a.txt", bytes(twoThousandAnd("1262304000000000000 0 3 8 1\n")));

        assertThat(trace.total().requests()).isEqualTo(2000);
        assertThat(trace.slots().count()).isEqualTo(4);
        assertThat(trace.oddities().corrupt()).isEqualTo(1);
        assertThat(trace.oddities().corruptNanos()).containsExactly(1_262_304_000_000_000_000L);
    }

    @Test
    void aClockFromBeforeTheStartDestroysNothing() throws IOException {
        RequestTrace trace = requests("a.txt", bytes(twoThousandAnd("0 0 3 8 1\n")));

        assertThat(trace.total().requests()).isEqualTo(2000);
        assertThat(trace.slots().count()).isEqualTo(4);
        assertThat(trace.oddities().corrupt()).isEqualTo(1);
    }

    @Test
    void aShortTraceSurvivesACorruptClockToo() throws IOException {
        RequestTrace trace = requests(
                "a.txt",
                bytes(
                        """
                1000000000 1 5 8 1
                2000000000 0 2 1 0
                1262304000000000000 0 3 8 1
                """));

        assertThat(trace.total().requests()).isEqualTo(2);
        assertThat(trace.oddities().corrupt()).isEqualTo(1);
    }

    /** A year after the epoch, a hundred a second. */
    private static String twoThousandAnd(String corrupt) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 2000; i++) {
            lines.append(31_536_000_000_000_000L + i * 10_000_000L).append(" 0 3 8 1\n");
            lines.append(i == 1000 ? corrupt : "");
        }
        return lines.toString();
    }

    @Test
    void aWeekIsNotShorterBecauseNothingHappensInMostOfIt() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (long second = 0; second < 7 * 86_400; second += 200) {
            lines.append(second * 1_000_000_000L).append(" 0 3 8 1\n");
        }
        RequestTrace trace = requests("a.txt", bytes(lines.toString()));

        assertThat(trace.oddities().corrupt()).isZero();
        assertThat(trace.slots().count()).isEqualTo((7 * 86_400 - 200) / 5 + 1);
        assertThat(trace.slots().empty()).isEqualTo(trace.slots().count() - 3024);
        Figures fives = trace.slots().perSecond(Slot::requests);
        assertThat(fives.p95()).isZero();
        assertThat(fives.p99()).isEqualTo(0.2);
        assertThat(fives.mean()).isCloseTo(3024 / 5.0 / trace.slots().count(), Offset.offset(1e-12));
    }

    @Test
    void aMalformedLineIsCountedAndTold() throws IOException {
        RequestTrace trace = requests(
                "a.csv",
                bytes(
                        """
                version,time,op,size,lbn
                1,1000000,28,4096,7
                1,lots,28,4096,7
                1,2000000,2a,-512,8
                1,2
                1,2000000,2a,512,8
                """));

        assertThat(trace.total().requests()).isEqualTo(2);
        assertThat(trace.oddities().malformed()).isEqualTo(3);
        assertThat(trace.oddities().examples().get(0).toString())
                .endsWith("a.csv:3: expected version,time(us),op,size(bytes),lbn, found 1,lots,28,4096,7");
    }

    @Test
    void aRecordThatIsCutOffIsTold() throws IOException {
        byte[] whole = vscsi();
        RequestTrace trace = requests("a.vscsi", java.util.Arrays.copyOf(whole, whole.length - 1));

        assertThat(trace.total().requests()).isEqualTo(2);
        assertThat(trace.oddities().examples())
                .hasSize(1)
                .first()
                .hasToString(folder.resolve("a.vscsi") + ":3: expected a record of 32 bytes, found 31 bytes");
    }

    @Test
    void whatIsGzippedIsReadAsItIs() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(vscsi());
        }

        assertThat(requests("a.vscsi.gz", packed.toByteArray()).total().requests())
                .isEqualTo(3);
    }

    @Test
    void anArchiveIsOneTraceWhateverItsPartsArePackedIn() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(vscsiOfVersionTwo());
        }
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(archive)) {
            tar.putArchiveEntry(new TarArchiveEntry("days/"));
            tar.closeArchiveEntry();
            entry(tar, "days/.hidden", bytes("no trace"));
            entry(tar, "days/1.vscsi", vscsi());
            entry(tar, "days/2.vscsi.gz", packed.toByteArray());
        }
        Path file = Files.write(folder.resolve("week.tar"), archive.toByteArray());

        assertThat(TraceFormat.of(file)).contains(TraceFormat.VSCSI);
        RequestTrace trace = requests("week.tar", archive.toByteArray());
        assertThat(trace.total().requests()).isEqualTo(6);
        assertThat(trace.total().reads().requests()).isEqualTo(4);
        assertThat(trace.oddities().malformed()).isZero();
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(archive.toByteArray());
        }
        assertThat(requests("week.tar.gz", zipped.toByteArray()).total().requests())
                .isEqualTo(6);
    }

    @Test
    void whatIsWrongInAnArchiveIsToldWithItsPart() throws IOException {
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(archive)) {
            entry(tar, "a.vscsi", java.util.Arrays.copyOf(vscsiOfVersionTwo(), 100));
        }

        assertThat(requests("b.tar", archive.toByteArray()).oddities().examples())
                .first()
                .hasToString(folder.resolve("b.tar") + "!a.vscsi:3: expected a record of 40 bytes, found 20 bytes");
    }

    private static void entry(TarArchiveOutputStream tar, String name, byte[] content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    @Test
    void progressComesToTheWholeFileTwice() throws IOException {
        Path file = Files.write(folder.resolve("a.vscsi"), vscsi());
        AtomicLong read = new AtomicLong();
        Trace.read(file, TraceFormat.VSCSI, read::addAndGet);

        assertThat(read).hasValue(2L * Files.size(file));
    }

    @Test
    void aTraceWithoutARequestIsNone() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), "version,time,op,size,lbn\n1,2\n");

        assertThatThrownBy(() -> Trace.read(file, TraceFormat.CLOUDPHYSICS, bytes -> {}))
                .isInstanceOf(IOException.class)
                .hasMessage(file + ":2: expected version,time(us),op,size(bytes),lbn, found 1,2");
    }

    /** The first report is since the start of the machine; dm-0 is made of sda, and would count twice. */
    @Test
    void iostatIsReadByItsHeads() throws IOException {
        RateTrace trace = (RateTrace)
                read(
                        "io.txt",
                        bytes(
                                """
                Linux 5.10.0 (host) 	06/13/2018 	_x86_64_	(2 CPU)

                06/13/2018 02:10:50 PM
                Device            r/s     w/s     rkB/s     wkB/s  r_await w_await aqu-sz  %util
                sda              9.00    9.00      9.00      9.00     9.00    9.00   9.00   9.00

                06/13/2018 02:10:52 PM
                Device            r/s     w/s     rkB/s     wkB/s  r_await w_await aqu-sz  %util
                sda             10.00   20.00     40.00     80.00     1.00    2.00   0.50  99.00
                sdb              1.00    0.00      4.00      0.00     1.00    0.00   0.01   1.00
                dm-0            10.00   20.00     40.00     80.00     1.00    2.00   0.50  99.00
                sdc              1.00

                06/13/2018 02:10:54 PM
                Device            r/s     w/s     rkB/s     wkB/s  r_await w_await aqu-sz  %util
                sda              0.00    0.00      0.00      0.00     0.00    0.00   0.00   0.00
                sdb              3.00    0.00      4.00      0.00     1.00    0.00   0.01   1.00
                """));

        assertThat(trace.format()).isEqualTo(TraceFormat.IOSTAT);
        assertThat(trace.devices()).containsOnlyKeys("sda", "sdb");
        assertThat(trace.step()).hasSeconds(2);
        assertThat(trace.devices().get("sda").get(0).end()).isEqualTo("2018-06-13T14:10:52Z");
        assertThat(trace.devices().get("sda").get(0).speed().writeBytes()).hasValue(81_920);
        assertThat(trace.greatest("sda", r -> r.load().busyPercent())).hasValue(99);
        Figures all = trace.ofAll(r -> r.speed().iops()).orElseThrow();
        assertThat(all.mean()).isEqualTo(17);
        assertThat(all.max()).isEqualTo(31);
        assertThat(trace.oddities().malformed()).isEqualTo(1);
    }

    @Test
    void sarOfLinuxGoesOnAfterMidnight() throws IOException {
        RateTrace trace = (RateTrace)
                read(
                        "sar.txt",
                        bytes(
                                """
                Linux 2.6.32 (host) 	01/31/2014 	_x86_64_	(2 CPU)

                11:50:01 PM       DEV       tps  rd_sec/s  wr_sec/s  avgrq-sz  avgqu-sz     await     svctm     %util
                11:50:01 PM    dev8-0     10.00      0.00      8.00     16.00      0.10      2.00      1.00     99.10
                12:00:01 AM    dev8-0     20.00      2.00      8.00     16.00      0.10      3.00      1.00     12.00
                12:10:01 AM    dev8-0     30.00      2.00

                12:10:01 AM       CPU     %user     %nice   %system   %iowait    %steal     %idle
                12:20:01 AM       all      0.10      0.00      0.20      0.30      0.00     99.40
                Average:       dev8-0     15.00      1.00      8.00     16.00      0.10      2.50      1.00     55.00
                """));

        assertThat(trace.format()).isEqualTo(TraceFormat.SAR_LINUX);
        assertThat(trace.step()).hasMinutes(10);
        assertThat(trace.devices().get("dev8-0")).hasSize(2);
        assertThat(trace.devices().get("dev8-0").get(1).end()).isEqualTo("2014-02-01T00:00:01Z");
        assertThat(trace.of("dev8-0", r -> r.speed().iops()).orElseThrow().mean())
                .isEqualTo(15);
        assertThat(trace.of("dev8-0", r -> r.speed().reads())).isEmpty();
        assertThat(trace.greatest("dev8-0", r -> r.load().busyPercent())).hasValue(99.1);
        assertThat(trace.oddities().malformed()).isEqualTo(1);
    }

    @Test
    void sarOfAixTellsTheTimeBeforeTheFirstDiskOnly() throws IOException {
        RateTrace trace = (RateTrace)
                read(
                        "sar.txt",
                        bytes(
                                """
                AIX host 3 5 00F6 08/02/12

                00:00:00     device    %busy    avque    r+w/s    Kbs/s   avwait   avserv

                00:01:00     hdisk0      3      0.0       11      112     0.0      1.5
                             hdisk1     99      2.5      300     4096     8.0      6.5
                00:02:00     hdisk0      1      0.0        1       12     0.0      1.5
                             hdisk1     98      2.5      200     4096     8.0      6.0
                Average      hdisk0      2      0.0        6       62     0.0      1.5
                             hdisk1     98      2.5      250     4096     8.0      6.2
                """));

        assertThat(trace.format()).isEqualTo(TraceFormat.SAR_AIX);
        assertThat(trace.step()).hasMinutes(1);
        assertThat(trace.devices().get("hdisk1").get(1).end()).isEqualTo("2012-08-02T00:02:00Z");
        assertThat(trace.ofAll(r -> r.speed().iops()).orElseThrow().max()).isEqualTo(311);
        assertThat(trace.greatest("hdisk1", r -> r.load().awaitMillis())).hasValue(14.5);
    }

    @Test
    void bytesOfFiveMinutesAreNoRequests() throws IOException {
        RateTrace trace = (RateTrace)
                read(
                        "nab.csv",
                        bytes(
                                """
                timestamp,value
                2014-03-01 17:34:00,0.0
                2014-03-01 17:39:00,600.0
                2064-03-01 17:44:00,600.0
                2014-03-01 17:44:00,300.0
                """));

        assertThat(trace.of("disk", r -> r.speed().writeBytes()).orElseThrow().mean())
                .isEqualTo(1);
        assertThat(trace.of("disk", r -> r.speed().iops())).isEmpty();
        assertThat(trace.oddities().corrupt()).isEqualTo(1);
    }

    private RequestTrace requests(String name, byte[] content) throws IOException {
        return (RequestTrace) read(name, content);
    }

    private Trace read(String name, byte[] content) throws IOException {
        Path file = Files.write(folder.resolve(name), content);
        return Trace.read(file, TraceFormat.of(file).orElseThrow(), bytes -> {});
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] vscsi() {
        ByteBuffer all = ByteBuffer.allocate(96).order(ByteOrder.LITTLE_ENDIAN);
        int[][] requests = {{4096, 0x28, 1}, {512, 0x2a, 2}, {4096, 0x88, 7}};
        for (int[] request : requests) {
            all.putInt(1).putInt(request[0]).putInt(1);
            all.putShort((short) request[1]).putShort((short) 0x100);
            all.putLong(99).putLong(request[2] * 1_000_000L);
        }
        return all.array();
    }

    private static byte[] vscsiOfVersionTwo() {
        ByteBuffer all = ByteBuffer.allocate(120).order(ByteOrder.LITTLE_ENDIAN);
        int[][] requests = {{4096, 0x28, 1}, {512, 0x2a, 2}, {4096, 0x88, 7}};
        for (int[] request : requests) {
            all.putShort((short) request[1]).putShort((short) 0x200);
            all.putInt(1).putInt(request[0]).putInt(1);
            all.putLong(99).putLong(request[2] * 1_000_000L).putLong(350);
        }
        return all.array();
    }

    private static byte[] srt() {
        ByteBuffer all =
                ByteBuffer.allocate(6 + 3 * 56 + 4).put(bytes("SRT1.3")).position(5);
        all.put((byte) 0x0c);
        int[][] requests = {{56, 1, 4096, 1}, {60, 2, 512, 0}, {56, 7, 4096, 1}};
        for (int[] request : requests) {
            all.putInt(request[0])
                    .putInt(0)
                    .putInt(request[1])
                    .putInt(0)
                    .putInt(10)
                    .putInt(2500);
            all.putInt(request[2]).putInt(0).putInt(0).putInt(0).putInt(0).putInt(request[3]);
            all.putInt(0).putInt(0).put(new byte[request[0] - 56]);
        }
        return all.array();
    }
}
